package io.portcullis.recovery.evidence;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "portcullis.recovery.evidence")
interface EvidenceConfig {

  /// Files that one recovery case holds.
  @WithDefault("10")
  @Range(min = "1", max = "50")
  int files();

  /// Size of one file of evidence. The gateway lets 7 MiB through, in which 5 MiB of a file fit.
  @WithDefault("4M")
  @Range(min = "64K", max = "5M")
  MemorySize fileSize();

  /// Size of all files of one recovery case together.
  @WithDefault("24M")
  @Range(min = "64K", max = "200M")
  MemorySize caseSize();

  /// How long evidence is kept after its case has ended. The staff can't fetch it then.
  @WithDefault("7d")
  @Range(min = "0s", max = "90d")
  Duration keptAfterEnd();

  /// A ClamAV daemon that looks at each file first, as in `clamav:3310`. While it gives no answer, no file is taken. Without a
  /// scanner only images are taken, and no PDF.
  @Form(Kind.HOST_AND_PORT)
  Optional<String> scanner();
}
