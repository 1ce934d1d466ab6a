package io.portcullis.recovery.recoverycase;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.recovery.knowledge.Knowledge.Compared;
import io.portcullis.recovery.question.CompareAnswers.Outcome;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What the staff see of cases: no token, and no identifier as it was typed.
@ApplicationScoped
public class ReviewCases {

  private final RecoveryCases cases;

  ReviewCases(RecoveryCases cases) {
    this.cases = cases;
  }

  /// Cases that wait for a decision, the oldest first.
  ///
  /// @param person who looks
  /// @param after  the last one of the page before
  public Uni<List<WaitingCase>> list(String person, Optional<UUID> after, int limit) {
    return Panache.withSession(() -> cases.undecided(after, limit))
        .map(found -> found.stream().map(row -> WaitingCase.of(row, person)).toList());
  }

  /// What is needed to choose one. Whose it is, and what was said of it, is told with the case, where the look is written down.
  ///
  /// @param yours whether the one who looks opened it, or made the proposal
  @RegisterForReflection
  public record WaitingCase(UUID id, CaseReason reason, CaseState state, Instant openedAt, boolean yours) {

    private static WaitingCase of(RecoveryCase row, String person) {
      return new WaitingCase(row.id, row.reason, row.state, row.openedAt, person.equals(row.openedBy) || person.equals(row.proposedBy));
    }
  }

  /// Empty for one that is not there, or whose account is not known.
  public Uni<Optional<ReviewedCase>> show(UUID id) {
    return Panache.withSession(() -> cases.findById(id))
        .map(found -> Optional.ofNullable(found).filter(row -> row.account != null).map(ReviewedCase::of));
  }

  /// Cases of an account that are not over.
  public Uni<List<ReviewedCase>> openOf(AccountId account) {
    return Panache.withSession(() -> cases.openOf(account.value())).map(found -> found.stream().map(ReviewedCase::of).toList());
  }

  /// One decision: by whom, why, when.
  @RegisterForReflection
  public record Opinion(String person, String reason, Instant at) {

    private static Optional<Opinion> of(String person, String reason, Instant at) {
      return Optional.ofNullable(person).map(_ -> new Opinion(person, reason, at));
    }
  }

  /// What else speaks for the claimant, or against. None of it decides.
  ///
  /// @param share   what the claimant had when the case was opened
  /// @param answers whether the claimant knew the answers to the security questions; empty where they were not answered
  /// @param known   whether what the claimant said of the account is true
  /// @param factor  whether the claimant has the account's authenticator app; empty where no code was shown
  @RegisterForReflection
  public record Signals(CaseShare share, Optional<Outcome> answers, Compared known, Optional<OldFactor> factor) {

    static Signals of(RecoveryCase row) {
      return new Signals(row.share, Optional.ofNullable(row.answers),
          new Compared(Optional.ofNullable(row.lastSignInKnown), Optional.ofNullable(row.balanceKnown)), Optional.ofNullable(row.oldFactor));
    }
  }

  /// @param openedBy the member of staff who opened it; empty where the customer did
  /// @param signals  what else speaks for the claimant, or against
  /// @param proposal the first decision
  /// @param decision the second person's answer
  @RegisterForReflection
  public record ReviewedCase(UUID id, AccountId account, CaseReason reason, CaseState state, Instant openedAt,
      Optional<String> openedBy, Optional<Opinion> proposal, Optional<Opinion> decision, boolean highRisk,
      Signals signals, Optional<Instant> waitEndsAt) {

    static ReviewedCase of(RecoveryCase row) {
      return new ReviewedCase(row.id, new AccountId(row.account), row.reason, row.state, row.openedAt,
          Optional.ofNullable(row.openedBy), Opinion.of(row.proposedBy, row.proposalReason, row.proposedAt),
          Opinion.of(row.decidedBy, row.decisionReason, row.decidedAt), row.highRisk,
          Signals.of(row), Optional.ofNullable(row.waitEndsAt));
    }
  }
}
