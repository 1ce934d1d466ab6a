package io.portcullis.notification.audit;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Who checks the audit trail, and where what contradicts a forger is kept.
@ConfigMapping(prefix = "portcullis.audit")
interface AuditConfig {

  /// Service accounts that may export the audit trail and read the log's tiles. Your list takes the place of the built-in one.
  @WithDefault("operator")
  @Form(Kind.SERVICE_ACCOUNT)
  Set<String> readers();

  /// Service accounts that may search the audit trail, and do nothing else here. recovery-service does it for the staff who are
  /// auditors. Your list takes the place of the built-in one.
  @WithDefault("operator,recovery-service")
  @Form(Kind.SERVICE_ACCOUNT)
  Set<String> searchers();

  /// A file to which each new checkpoint of the log is added. Let it lie where no administrator of the database can write.
  @Form(Kind.WATCHED_FILE)
  Optional<Path> checkpoints();
}
