package io.portcullis.notification.inbox;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Alerts inside the app.
@ConfigMapping(prefix = "portcullis.inbox")
interface InboxConfig {

  /// How long an alert is kept for the app. The activity list is not shortened by it.
  @WithDefault("365d")
  @Range(min = "30d", max = "3650d")
  Duration keptFor();

  /// How many clients of one account may listen at an instance.
  @WithDefault("5")
  @Range(min = "1", max = "100")
  int streamsPerAccount();

  /// How many clients may listen at an instance.
  @WithDefault("5000")
  @Range(min = "1", max = "1000000")
  int streams();
}
