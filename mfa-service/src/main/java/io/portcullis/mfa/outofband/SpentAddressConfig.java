package io.portcullis.mfa.outofband;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What an address proves it proves once.
@ConfigMapping(prefix = "portcullis.mfa.spent-addresses")
interface SpentAddressConfig {

  /// How long codes to an address prove no second factor after it has reset the password. The owner has so long to read that the
  /// password was reset. From one minute to 30 days.
  @WithDefault("24h")
  @Range(min = "1m", max = "30d")
  Duration proveAgainAfter();
}
