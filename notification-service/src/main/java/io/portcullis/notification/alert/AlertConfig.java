package io.portcullis.notification.alert;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When customers are told.
@ConfigMapping(prefix = "portcullis.alerts")
interface AlertConfig {

  /// How long a letter about failed attempts to sign in waits, so that one letter also tells what follows. A completed sign-in never waits.
  @WithDefault("1m")
  @Range(min = "0s", max = "10m")
  Duration attemptsWait();
}
