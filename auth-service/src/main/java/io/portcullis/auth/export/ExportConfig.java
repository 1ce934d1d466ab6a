package io.portcullis.auth.export;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The copy of an account's data that its customer takes along.
@ConfigMapping(prefix = "portcullis.export")
interface ExportConfig {

  /// How long an export waits before its data is gathered. It is the time in which its owner can stop a thief.
  @WithDefault("24h")
  @Range(min = "1h", max = "14d")
  Duration delay();
}
