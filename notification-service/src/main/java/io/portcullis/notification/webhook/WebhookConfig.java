package io.portcullis.notification.webhook;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Where other systems hear of security events.
@ConfigMapping(prefix = "portcullis.webhooks")
interface WebhookConfig {

  /// Service accounts that may register receivers of webhooks, and do nothing else here. recovery-service does it for the staff who are
  /// operators. Your list takes the place of the built-in one.
  @WithDefault("operator,recovery-service")
  @Form(Kind.SERVICE_ACCOUNT)
  Set<String> managers();

  /// Hosts that may receive webhooks. No other is ever called.
  @Form(Kind.HOST)
  Optional<Set<String>> hosts();

  /// Private networks in which receivers may be. Addresses of other networks that are not public are never called.
  @Form(Kind.NETWORK)
  Optional<Set<String>> privateNetworks();

  /// A receiver that took nothing for so long is disabled.
  @WithDefault("5d")
  @Range(min = "1h", max = "30d")
  Duration giveUpAfter();

  /// How long deliveries are kept, for the log and for sending them again.
  @WithDefault("30d")
  @Range(min = "6d", max = "365d")
  Duration keptFor();
}
