package io.portcullis.session.risk;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Devices on which their owner is not asked for the second factor.
@ConfigMapping(prefix = "portcullis.trusted-devices")
interface TrustConfig {

  /// How long one second factor counts on a device whose owner trusts it. `0s`: every sign-in asks for one, as the
  /// strict profile does.
  @WithDefault("30d")
  @Range(min = "0s", max = "365d")
  Duration lifetime();
}
