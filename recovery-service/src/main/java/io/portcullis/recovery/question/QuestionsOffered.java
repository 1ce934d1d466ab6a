package io.portcullis.recovery.question;

import io.portcullis.runtime.metric.Outcomes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
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

  /// All that can be chosen; none where there are none.
  public List<OfferedQuestion> list() {
    return offered ? Stream.of(Question.values()).map(each -> new OfferedQuestion(Outcomes.kebab(each), each.text())).toList() : List.of();
  }
}
