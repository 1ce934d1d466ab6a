package io.portcullis.mfa.policy;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What an address proves it proves once.
@ConfigMapping(prefix = "portcullis.mfa.spent-addresses")
public interface SpentAddressConfig {

  /// How long codes to an address prove no second factor after it has reset the password. A first factor that is enrolled in that
  /// time is fresh. The owner has so long to read that the password was reset. From one minute to 30 days.
  @WithDefault("24h")
  @Range(min = "1m", max = "30d")
  Duration proveAgainAfter();
}
