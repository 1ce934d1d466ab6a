package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.knowledge.CompareKnowledge;
import io.portcullis.recovery.knowledge.Knowledge;
import io.portcullis.recovery.recoverycase.RecoveryCase.Move;
import io.portcullis.recovery.transaction.Transactions;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/// Notes at a case whether what its claimant says of the account is true. The claimant is not told, and says it once: who may try again
/// finds the month in a year's tries. A case goes on by it as by any evidence: a proposal falls, a wait begins anew.
@ApplicationScoped
class StateKnowledge {

  enum Verdict { NOTED, NOT_NOW, STATED_BEFORE, UNKNOWN }

  private final RecoveryCases cases;
  private final CompareKnowledge compare;
  private final MoveCase moveCase;
  private final Transactions transactions;
  private final Clock clock;

  StateKnowledge(RecoveryCases cases, CompareKnowledge compare, MoveCase moveCase, Transactions transactions, Clock clock) {
    this.cases = cases;
    this.compare = compare;
    this.moveCase = moveCase;
    this.transactions = transactions;
    this.clock = clock;
  }

  Uni<Verdict> handle(OpaqueToken token, Knowledge said) {
    return Panache.withSession(() -> cases.byToken(token.digest()))
        .chain(either(found -> state(found, said), () -> now(Verdict.UNKNOWN)));
  }

  private Uni<Verdict> state(RecoveryCase found, Knowledge said) {
    if (CaseTable.find(found.state, CaseAction.ADD_EVIDENCE).isEmpty()) {
      return now(Verdict.NOT_NOW);
    }
    if (found.knowledgeStatedAt != null) {
      return now(Verdict.STATED_BEFORE);
    }
    // Within a second after the opening it is found out whose case it is.
    if (found.lookedUpAt == null) {
      return Uni.createFrom().failure(ProblemException.notYet());
    }
    // Where there is no account, the case's own id stands for one that nobody knows.
    return compare.handle(found.owner().orElseGet(() -> new AccountId(found.id)), found.openedAt, said)
        .chain(compared -> note(found.id, compared));
  }

  private Uni<Verdict> note(UUID id, Knowledge.Compared compared) {
    return transactions.run(tx -> cases.lock(id).chain(either(
        locked -> locked.knowledgeStatedAt != null ? now(Verdict.STATED_BEFORE)
            : moveCase.handle(tx, locked, CaseAction.ADD_EVIDENCE, new Actor.Claimant()).map(move -> {
              if (!(move instanceof Move.Done)) {
                return Verdict.NOT_NOW;
              }
              locked.knowledgeStatedAt = clock.instant();
              locked.lastSignInKnown = compared.lastSignIn().orElse(null);
              locked.balanceKnown = compared.balance().orElse(null);
              return Verdict.NOTED;
            }),
        () -> now(Verdict.UNKNOWN))));
  }
}
