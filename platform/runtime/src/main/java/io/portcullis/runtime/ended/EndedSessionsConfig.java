package io.portcullis.runtime.ended;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What an instance that starts must learn of the past.
@ConfigMapping(prefix = "portcullis.ended-sessions")
interface EndedSessionsConfig {

  /// How far back the endings are read at a start: the life of an access token and five minutes for clocks that differ,
  /// or more. It is also how long an instance that can't reach Kafka waits before it is ready all the same.
  @WithDefault("10m")
  @Range(min = "6m", max = "2h")
  Duration memory();
}
