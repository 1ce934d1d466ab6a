package io.portcullis.recovery.recoverycase;

import io.portcullis.recovery.recoverycase.RecoveryCase.Move;
import io.portcullis.recovery.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

/// The staff's decision: one person proposes, another one confirms or objects. Neither opened the case. The row's lock decides
/// races: of two who confirm at once, one does.
@ApplicationScoped
public class DecideCase {

  public enum Proposal { APPROVE, REJECT }

  /// What a reviewer thinks of the risk. It can make the wait longer, never shorter.
  public enum Risk { STANDARD, HIGH }

  public enum Verdict {
    DONE,
    /// The case does not wait for this, any more or yet.
    NOT_NOW,
    /// This person opened the case or made the proposal.
    NOT_THIS_PERSON
  }

  private final MoveCase moveCase;
  private final RecoveryCases cases;
  private final Transactions transactions;

  DecideCase(MoveCase moveCase, RecoveryCases cases, Transactions transactions) {
    this.moveCase = moveCase;
    this.cases = cases;
    this.transactions = transactions;
  }

  /// The first decision.
  ///
  /// @param person the member of staff, as `iss|sub`
  /// @param reason in the person's own words, for those who read the case later
  public Uni<Verdict> propose(UUID id, String person, Proposal proposal, Risk risk, String reason) {
    CaseAction action = switch (proposal) {
      case APPROVE -> CaseAction.PROPOSE_APPROVAL;
      case REJECT -> CaseAction.PROPOSE_REJECTION;
    };
    return transactions.run(tx -> cases.lock(id).chain(either(
        found -> moveCase.handle(tx, found, action, new Actor.Staff(person, reason))
            .invoke(move -> found.highRisk |= risk == Risk.HIGH && move instanceof Move.Done),
        () -> now(new Move.Refused())))).map(DecideCase::verdict);
  }

  /// The second decision, by another person: what was proposed happens.
  ///
  /// @param expected what this person read that it was; refused where the proposal is another one by now
  public Uni<Verdict> confirm(UUID id, String person, Proposal expected, String reason) {
    CaseAction action = switch (expected) {
      case APPROVE -> CaseAction.CONFIRM_APPROVAL;
      case REJECT -> CaseAction.CONFIRM_REJECTION;
    };
    return moveCase.handle(id, action, new Actor.Staff(person, reason)).map(DecideCase::verdict);
  }

  /// The second person does not agree: the case waits for a first decision again.
  public Uni<Verdict> object(UUID id, String person, String reason) {
    return moveCase.handle(id, CaseAction.OBJECT, new Actor.Staff(person, reason)).map(DecideCase::verdict);
  }

  private static Verdict verdict(Move move) {
    return switch (move) {
      case Move.Done _ -> Verdict.DONE;
      case Move.Refused() -> Verdict.NOT_NOW;
      case Move.NotThisPerson() -> Verdict.NOT_THIS_PERSON;
    };
  }
}
