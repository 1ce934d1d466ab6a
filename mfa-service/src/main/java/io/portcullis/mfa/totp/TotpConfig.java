package io.portcullis.mfa.totp;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;

/// Authenticator apps.
@ConfigMapping(prefix = "portcullis.mfa.totp")
interface TotpConfig {

  /// The name of the exchange, as authenticator apps show it.
  @WithDefault("${portcullis.brand}")
  @NotBlank
  @Form(Kind.TEXT)
  String issuer();
}
