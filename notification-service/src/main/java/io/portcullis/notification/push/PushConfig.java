package io.portcullis.notification.push;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Alerts in browsers, by the push services of their makers.
@ConfigMapping(prefix = "portcullis.push")
interface PushConfig {

  /// Whether browsers may subscribe. Without it nothing is pushed, and the pages offer nothing.
  @WithDefault("true")
  boolean enabled();

  /// Push services that may be called, each with the hosts below it. No other is ever called. Your list takes the place of the built-in
  /// one, which has those of Chrome, Edge, Firefox and Safari.
  @WithDefault("fcm.googleapis.com,notify.windows.com,push.services.mozilla.com,push.apple.com")
  @Form(Kind.HOST)
  Set<String> hosts();

  /// Private networks in which push services may be. Addresses of other networks that are not public are never called.
  @Form(Kind.NETWORK)
  Optional<Set<String>> privateNetworks();

  /// Where a push service reaches the operator (RFC 8292). Without it, `portcullis.origin` is told.
  @Form(Kind.CONTACT)
  Optional<String> contact();

  /// A browser that was not seen for so long is told nothing more. The security centre reports each browser when it is opened.
  @WithDefault("90d")
  @Range(min = "1d", max = "365d")
  Duration keptFor();
}
