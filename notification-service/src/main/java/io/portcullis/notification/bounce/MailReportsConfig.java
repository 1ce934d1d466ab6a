package io.portcullis.notification.bounce;

import io.portcullis.settings.Confidential;
import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// What mail providers report.
@ConfigMapping(prefix = "portcullis.mail-reports")
interface MailReportsConfig {

  /// Secrets that sign the reports of mail providers: `whsec_` and at least 24 bytes in Base64. Several count side by side, so that
  /// one takes the place of another. Without any, no report is taken.
  @Confidential
  @Form(Kind.TEXT)
  Optional<List<String>> secrets();
}
