package io.portcullis.auth.signin;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// When a password counts as sprayed.
@ConfigMapping(prefix = "portcullis.spray")
interface SprayConfig {

  /// Accounts at which a password was wrong within the hour, from which on strangers who type it must show that they are
  /// human; 1 or more. Session-service asks for a second factor long before (`portcullis.risk.sprayed-accounts-from`).
  @WithDefault("100")
  @Range(min = "1", max = "1000000")
  long sprayedAccounts();
}
