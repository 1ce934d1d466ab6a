package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.question.Answer;
import io.portcullis.recovery.question.CompareAnswers;
import io.portcullis.recovery.question.Question;
import io.portcullis.recovery.recoverycase.RecoveryCase.Move;
import io.portcullis.recovery.transaction.Transactions;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/// Notes at a case whether its claimant knew the answers to the customer's security questions. The claimant is not told. A case
/// goes on by them as by any evidence: a proposal falls, a wait begins anew.
@ApplicationScoped
class AnswerQuestions {

  enum Verdict { NOTED, NOT_NOW, NO_TRY_LEFT, UNKNOWN }

  private final RecoveryCases cases;
  private final CompareAnswers compare;
  private final MoveCase moveCase;
  private final Transactions transactions;

  AnswerQuestions(RecoveryCases cases, CompareAnswers compare, MoveCase moveCase, Transactions transactions) {
    this.cases = cases;
    this.compare = compare;
    this.moveCase = moveCase;
    this.transactions = transactions;
  }

  Uni<Verdict> handle(OpaqueToken token, Map<Question, Answer> given) {
    return Panache.withSession(() -> cases.byToken(token.digest()))
        .chain(either(found -> answer(found, given), () -> now(Verdict.UNKNOWN)));
  }

  private Uni<Verdict> answer(RecoveryCase found, Map<Question, Answer> given) {
    if (CaseTable.find(found.state, CaseAction.ADD_EVIDENCE).isEmpty()) {
      return now(Verdict.NOT_NOW);
    }
    // Within a second after the opening it is found out whose case it is.
    if (found.lookedUpAt == null) {
      return Uni.createFrom().failure(ProblemException.notYet());
    }
    return transactions.run(tx -> cases.countAnswers(tx, found.id)).chain(counted -> counted
        ? compare.handle(found.owner(), given).chain(outcome -> note(found.id, outcome))
        : now(Verdict.NO_TRY_LEFT));
  }

  private Uni<Verdict> note(UUID id, CompareAnswers.Outcome outcome) {
    return transactions.run(tx -> cases.lock(id).chain(either(
        locked -> moveCase.handle(tx, locked, CaseAction.ADD_EVIDENCE, new Actor.Claimant()).map(move -> {
          if (!(move instanceof Move.Done)) {
            return Verdict.NOT_NOW;
          }
          locked.answers = outcome;
          return Verdict.NOTED;
        }),
        () -> now(Verdict.UNKNOWN))));
  }
}
