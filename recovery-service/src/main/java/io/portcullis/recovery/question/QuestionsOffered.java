package io.portcullis.recovery.question;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Whether there are security questions in this installation. NIST SP 800-63B-4 §3.1.1.2 takes them for no authenticator, so
/// the strict profile has none.
@ApplicationScoped
public class QuestionsOffered {

  private static final String STRICT = "strict";

  private final boolean offered;

  QuestionsOffered(QuestionConfig config, @ConfigProperty(name = "portcullis.assurance-profile") String profile) {
    offered = config.offered() && !profile.equals(STRICT);
  }

  public boolean now() {
    return offered;
  }
}
