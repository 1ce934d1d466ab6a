package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.CaseFactors;
import io.portcullis.recovery.account.CaseFactors.ShownCode;
import io.portcullis.recovery.recoverycase.RecoveryCase.Move;
import io.portcullis.recovery.transaction.Transactions;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Notes at a case whether its claimant has the account's authenticator app. The claimant is not told, and shows one code: the try is
/// counted before the code is compared. A case goes on by it as by any evidence: a proposal falls, a wait begins anew.
@ApplicationScoped
class ShowOldFactor {

  enum Verdict { NOTED, NOT_NOW, SHOWN_BEFORE, UNKNOWN }

  private final RecoveryCases cases;
  private final CaseFactors factors;
  private final MoveCase moveCase;
  private final Transactions transactions;
  private final Clock clock;

  ShowOldFactor(RecoveryCases cases, @RestClient CaseFactors factors, MoveCase moveCase, Transactions transactions, Clock clock) {
    this.cases = cases;
    this.factors = factors;
    this.moveCase = moveCase;
    this.transactions = transactions;
    this.clock = clock;
  }

  Uni<Verdict> handle(OpaqueToken token, String code) {
    return Panache.withSession(() -> cases.byToken(token.digest()))
        .chain(either(found -> show(found, code), () -> now(Verdict.UNKNOWN)));
  }

  private Uni<Verdict> show(RecoveryCase found, String code) {
    if (CaseTable.find(found.state, CaseAction.ADD_EVIDENCE).isEmpty()) {
      return now(Verdict.NOT_NOW);
    }
    // Within a second after the opening it is found out whose case it is.
    if (found.lookedUpAt == null) {
      return Uni.createFrom().failure(ProblemException.notYet());
    }
    // The case's own id stands for an account that nobody has. It is asked about where there is none, and where too many codes were
    // shown for the account lately: the answer takes as long.
    var nobody = new AccountId(found.id);
    return transactions.run(tx -> cases.countFactor(tx, found, clock.instant())).chain(counted -> switch (counted) {
      case NONE_LEFT -> now(Verdict.SHOWN_BEFORE);
      case COUNTED -> compare(found, found.owner().orElse(nobody), code);
      case TOO_MANY_LATELY -> compare(found, nobody, code);
    });
  }

  private Uni<Verdict> compare(RecoveryCase found, AccountId account, String code) {
    return factors.compare(new ShownCode(account, found.id, found.openedAt, code)).map(answer -> OldFactor.of(answer.outcome()))
        // Nothing was compared, so the try is given back.
        .onFailure().call(() -> transactions.run(tx -> cases.giveFactorBack(tx, found.id)))
        .onFailure().transform(ProblemException::unavailable)
        .chain(outcome -> note(found.id, outcome));
  }

  private Uni<Verdict> note(UUID id, OldFactor outcome) {
    return transactions.run(tx -> cases.lock(id).chain(either(
        locked -> moveCase.handle(tx, locked, CaseAction.ADD_EVIDENCE, new Actor.Claimant()).map(move -> {
          if (!(move instanceof Move.Done)) {
            return Verdict.NOT_NOW;
          }
          locked.oldFactor = outcome;
          return Verdict.NOTED;
        }),
        () -> now(Verdict.UNKNOWN))));
  }
}
