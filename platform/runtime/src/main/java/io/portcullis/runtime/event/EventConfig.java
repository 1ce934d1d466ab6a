package io.portcullis.runtime.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What is believed of records on Kafka.
@ConfigMapping(prefix = "portcullis.events")
interface EventConfig {

  /// Whether records without any proof of their writer are believed: for the days in which an installation is brought
  /// up from a release that made none. While it is on, who can write to Kafka can write as any service.
  @WithDefault("false")
  boolean tolerateUnsigned();
}
