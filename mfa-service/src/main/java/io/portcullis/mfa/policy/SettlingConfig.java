package io.portcullis.mfa.policy;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long a new factor is watched.
@ConfigMapping(prefix = "portcullis.mfa.factors")
interface SettlingConfig {

  /// How long a factor is fresh after it was enrolled, and how long a removal waits that no settled factor confirmed.
  /// The owner has so long to notice a factor that a thief enrolled. From one minute to 30 days.
  @WithDefault("48h")
  @Range(min = "1m", max = "30d")
  Duration settleAfter();
}
