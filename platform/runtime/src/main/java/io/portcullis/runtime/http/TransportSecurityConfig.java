package io.portcullis.runtime.http;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// HTTP Strict Transport Security (RFC 6797): browsers that saw it once never speak plain HTTP to this host again.
/// Only sent where `portcullis.origin` is `https`.
@ConfigMapping(prefix = "portcullis.strict-transport-security")
interface TransportSecurityConfig {

  /// How long a browser remembers that this host speaks HTTPS alone; `0s` tells browsers to forget.
  @WithDefault("365d")
  @Range(min = "0s", max = "730d")
  Duration maxAge();

  /// Whether all subdomains of the origin's host must be reached by HTTPS, too.
  @WithDefault("false")
  boolean includeSubdomains();
}
