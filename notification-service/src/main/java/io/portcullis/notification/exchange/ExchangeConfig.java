package io.portcullis.notification.exchange;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/// The exchange's own systems that have customers told.
@ConfigMapping(prefix = "portcullis.exchange")
interface ExchangeConfig {

  /// The exchange's own systems: names of service accounts that may have customers told, and do nothing
  /// else here. One of another namespace is named with it: `payments:withdrawals`.
  @Form(Kind.SERVICE_ACCOUNT)
  Optional<Set<String>> systems();

  /// How often one system may have one account told in an hour.
  @WithDefault("60")
  @Range(min = "1", max = "10000")
  int alertsPerHour();
}
