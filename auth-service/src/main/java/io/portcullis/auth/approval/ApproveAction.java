package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.approval.ApproveVerdict.ChallengeEnded;
import io.portcullis.auth.approval.ApproveVerdict.Closed;
import io.portcullis.auth.approval.ApproveVerdict.CodeRefused;
import io.portcullis.auth.approval.ApproveVerdict.FactorFresh;
import io.portcullis.auth.approval.ApproveVerdict.NotFound;
import io.portcullis.auth.approval.ApproveVerdict.NotOffered;
import io.portcullis.auth.approval.ApproveVerdict.OutOfReach;
import io.portcullis.auth.approval.ApproveVerdict.PassphraseNeeded;
import io.portcullis.auth.approval.ApproveVerdict.PassphraseRefused;
import io.portcullis.auth.approval.ApproveVerdict.PassphraseStopped;
import io.portcullis.auth.approval.ApproveVerdict.Throttled;
import io.portcullis.auth.approval.EligibleFactors.Eligible;
import io.portcullis.auth.factor.PassphraseOutcome;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.Outcome;
import io.portcullis.auth.factor.SecondFactors.TypedPassphrase;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The customer approves: the second factor first, the trading passphrase only when that was right. A thief who has a session
/// and no factor never gets to the passphrase, and uses up none of its owner's tries.
@ApplicationScoped
class ApproveAction {

  private final Approvals approvals;
  private final ApprovalChallenges challenges;
  private final ApprovalRules rules;
  private final SecondFactors secondFactors;
  private final GrantApproval grant;
  private final TellApproval tell;
  private final Postgres postgres;
  private final Clock clock;

  ApproveAction(Approvals approvals, ApprovalChallenges challenges, ApprovalRules rules, @RestClient SecondFactors secondFactors,
      GrantApproval grant, TellApproval tell, Postgres postgres, Clock clock) {
    this.approvals = approvals;
    this.challenges = challenges;
    this.rules = rules;
    this.secondFactors = secondFactors;
    this.grant = grant;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  Uni<ApproveVerdict> handle(Customer customer, UUID id, ShownForApproval shown) {
    return approvals.find(postgres.pool(), id, customer.account()).chain(found -> {
      if (found.isEmpty()) {
        return now(new NotFound());
      }
      Approval approval = found.get();
      return rules.stateOf(approval) == ApprovalState.OPEN
          ? challenges.find(id, customer.session()).chain(challenge -> challenge
              .map(begun -> verifyFactor(new Attempt(approval, customer.session(), begun.epoch(), shown), begun.challenge()))
              .orElseGet(() -> now(new ChallengeEnded())))
          : now(new Closed(rules.stateOf(approval)));
    });
  }

  /// @param epoch of the account when the challenge began
  private record Attempt(Approval approval, SessionId session, int epoch, ShownForApproval shown) {}

  private Uni<ApproveVerdict> verifyFactor(Attempt attempt, String challenge) {
    ShownForApproval shown = attempt.shown();
    return secondFactors.verify(challenge, new SecondFactors.Proof(attempt.approval().binding(attempt.session()), shown.method(), shown.code(), shown.credential()))
        .onFailure().transform(ProblemException::unavailable)
        .chain(outcome -> switch (outcome) {
          case Outcome.Proved proved -> weigh(attempt, proved);
          case Outcome.Refused(long triesLeft) -> refused(attempt.approval(), ApprovalRefusal.WRONG_FACTOR, new CodeRefused(triesLeft));
          case Outcome.Ended() -> now(new ChallengeEnded());
          case Outcome.NotOffered() -> now(new NotOffered());
          case Outcome.Throttled(long seconds) -> now(new Throttled(Duration.ofSeconds(seconds)));
        });
  }

  // Asked again, now that the proof is there: what is enrolled, and what is settled, may have changed since the challenge.
  private Uni<ApproveVerdict> weigh(Attempt attempt, Outcome.Proved proved) {
    Approval approval = attempt.approval();
    return rules.needed(approval).chain(needed -> {
      Eligible eligible = needed.eligible();
      if (!needed.strength().isReachedBy(proved.amr())) {
        return refused(approval, ApprovalRefusal.WEAK_FACTOR, new OutOfReach());
      }
      return eligible.takes(proved.settledAt(), clock.instant())
          ? verifyPassphrase(attempt, proved)
          : refused(approval, ApprovalRefusal.FRESH_FACTOR, new FactorFresh(proved.settledAt(), eligible.methods()));
    });
  }

  private Uni<ApproveVerdict> verifyPassphrase(Attempt attempt, Outcome.Proved proved) {
    Approval approval = attempt.approval();
    return secondFactors.verifyPassphrase(approval.account(), new TypedPassphrase(attempt.shown().passphrase().reveal()))
        .onFailure().transform(ProblemException::unavailable)
        .chain(outcome -> switch (outcome) {
          case PassphraseOutcome.Right() -> grant.handle(approval, attempt.session(), attempt.epoch(), proved.amr(), proved.signedAction());
          case PassphraseOutcome.Wrong() -> refused(approval, ApprovalRefusal.WRONG_PASSPHRASE, new PassphraseRefused());
          case PassphraseOutcome.Cooling(long seconds) -> now(new Throttled(Duration.ofSeconds(seconds)));
          case PassphraseOutcome.Stopped() -> refused(approval, ApprovalRefusal.PASSPHRASE_STOPPED, new PassphraseStopped());
          case PassphraseOutcome.NotSet() -> now(new PassphraseNeeded());
        });
  }

  private Uni<ApproveVerdict> refused(Approval approval, ApprovalRefusal reason, ApproveVerdict verdict) {
    return postgres.withTransaction(tx -> tell.refused(tx, approval, reason, clock.instant())).replaceWith(verdict);
  }
}
