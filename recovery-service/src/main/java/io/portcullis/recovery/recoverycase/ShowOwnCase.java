package io.portcullis.recovery.recoverycase;

import io.portcullis.recovery.knowledge.KnowledgeOffered;
import io.portcullis.recovery.knowledge.KnowledgeOffered.Offer;
import io.portcullis.recovery.question.OfferedQuestion;
import io.portcullis.recovery.question.QuestionsOffered;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Tells the one who opened a case where it stands. Nothing of it depends on whether there is an account, as long as no person
/// has decided.
@ApplicationScoped
class ShowOwnCase {

  private final RecoveryCases cases;
  private final QuestionsOffered questions;
  private final KnowledgeOffered knowledge;

  ShowOwnCase(RecoveryCases cases, QuestionsOffered questions, KnowledgeOffered knowledge) {
    this.cases = cases;
    this.questions = questions;
    this.knowledge = knowledge;
  }

  Uni<Optional<OwnCase>> handle(OpaqueToken token) {
    return Panache.withSession(() -> cases.byToken(token.digest())).map(found -> found.map(each -> OwnCase.of(each, questions.list(), knowledge.now())));
  }

  /// @param state      `opened`, `evidence`, `review`, `approved`, `cooling-off`, `completing`, `completed`, `rejected`,
  ///                   `cancelled` or `expired`
  /// @param waitEndsAt when it can be completed; absent unless the case waits
  /// @param questionsOffered the claimant can answer three of these security questions. Every case lists the same ones; none where
  ///                   the installation has none
  /// @param knowledgeOffered what the claimant can say of the account, the same in every case; absent where nobody is asked
  @RegisterForReflection
  @Schema(name = "RecoveryCase")
  record OwnCase(UUID caseId, String state, Instant openedAt, Optional<Instant> waitEndsAt,
      List<OfferedQuestion> questionsOffered, Optional<Offer> knowledgeOffered) {

    static OwnCase of(RecoveryCase found, List<OfferedQuestion> questionsOffered, Optional<Offer> knowledgeOffered) {
      return new OwnCase(found.id, state(found.state), found.openedAt,
          Optional.ofNullable(found.waitEndsAt).filter(_ -> found.state == CaseState.COOLING_OFF), questionsOffered, knowledgeOffered);
    }

    // A proposal is the staff's own business until a second person has confirmed it.
    private static String state(CaseState state) {
      return switch (state) {
        case APPROVAL_PROPOSED, REJECTION_PROPOSED -> state(CaseState.REVIEW);
        case OPENED, EVIDENCE, REVIEW, APPROVED, COOLING_OFF, COMPLETING, COMPLETED, REJECTED, CANCELLED, EXPIRED ->
            state.name().toLowerCase(Locale.ROOT).replace('_', '-');
      };
    }
  }
}
