package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.RecoveryEvent.CaseCanceller;
import io.portcullis.recovery.transaction.Transactions;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/// Does what time asks for, one case after the other, each in a transaction that holds its row: however many replicas there are,
/// a step happens once, and one that was killed is done again.
@ApplicationScoped
class SweepCases {

  private static final int BATCH = 100;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration UNLOCKING_PAUSE = Duration.ofHours(1);

  /// When a case counts as overdue.
  private static final Duration OVERDUE = Duration.ofMinutes(5);

  private final Transactions transactions;
  private final RecoveryCases cases;
  private final MoveCase moveCase;
  private final RecogniseCase recogniseCase;
  private final WeighCase weighCase;
  private final CompleteCase completeCase;
  private final CaseMetrics metrics;
  private final Clock clock;

  SweepCases(Transactions transactions, RecoveryCases cases, MoveCase moveCase, RecogniseCase recogniseCase, WeighCase weighCase,
      CompleteCase completeCase, CaseMetrics metrics, Clock clock) {
    this.transactions = transactions;
    this.cases = cases;
    this.moveCase = moveCase;
    this.recogniseCase = recogniseCase;
    this.weighCase = weighCase;
    this.completeCase = completeCase;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Scheduled(every = "1s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return handleNext().repeat().whilst(worked -> worked).select().first(BATCH).onItem().ignoreAsUni();
  }

  @Scheduled(every = "30s", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> measure() {
    return Panache.withSession(() -> cases.count("dueAt < ?1", clock.instant().minus(OVERDUE)))
        .invoke(metrics::overdue).replaceWithVoid();
  }

  /// @return whether there was a case to look at
  Uni<Boolean> handleNext() {
    return Uni.createFrom().deferred(() -> transactions.run(tx -> cases.due(tx, clock.instant()).chain(either(
        due -> handle(tx, due)
            // What is left undone is done when the service below answers again.
            .onFailure(ProblemException.class).recoverWithUni(() -> postpone(due))
            .replaceWith(true),
        () -> now(false)))));
  }

  private Uni<Void> handle(Mutiny.Session tx, RecoveryCase due) {
    if (due.lookedUpAt == null) {
      return recogniseCase.handle(tx, due);
    }
    return switch (due.state) {
      case OPENED, EVIDENCE, APPROVAL_PROPOSED, REJECTION_PROPOSED -> move(tx, due, CaseAction.EXPIRE);
      case REVIEW -> move(tx, due, due.account == null ? CaseAction.DISMISS : CaseAction.EXPIRE);
      case APPROVED -> startWait(tx, due);
      case COOLING_OFF -> endWait(tx, due);
      case COMPLETING -> completeCase.handle(due).chain(outcome -> switch (outcome) {
        case COMPLETE -> move(tx, due, CaseAction.COMPLETE);
        case FROZEN -> cancelFrozen(tx, due);
        case SETTINGS_LOCKED -> awaitUnlocking(due);
      });
      case COMPLETED, REJECTED, CANCELLED, EXPIRED -> done();
    };
  }

  private Uni<Void> move(Mutiny.Session tx, RecoveryCase due, CaseAction action) {
    return moveCase.handle(tx, due, action, new Actor.Sweep()).replaceWithVoid();
  }

  private Uni<Void> startWait(Mutiny.Session tx, RecoveryCase due) {
    return unlessFrozen(tx, due, () -> weighCase.noteRisk(due).chain(() -> move(tx, due, CaseAction.START_WAIT)));
  }

  private Uni<Void> endWait(Mutiny.Session tx, RecoveryCase due) {
    return unlessFrozen(tx, due, () -> move(tx, due, CaseAction.END_WAIT));
  }

  private Uni<Void> unlessFrozen(Mutiny.Session tx, RecoveryCase due, Supplier<Uni<Void>> step) {
    return weighCase.isFrozenSince(due).chain(frozen -> frozen ? cancelFrozen(tx, due) : step.get());
  }

  private Uni<Void> cancelFrozen(Mutiny.Session tx, RecoveryCase due) {
    return moveCase.handle(tx, due, CaseAction.CANCEL, new Actor.Owner(CaseCanceller.FREEZE)).replaceWithVoid();
  }

  // Unlocking takes days.
  private Uni<Void> awaitUnlocking(RecoveryCase due) {
    due.attempts = 0;
    due.dueAt = clock.instant().plus(UNLOCKING_PAUSE);
    return done();
  }

  private Uni<Void> postpone(RecoveryCase due) {
    Duration pause = Duration.ofSeconds(1L << Math.min(due.attempts, 10));
    due.attempts++;
    due.dueAt = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    return done();
  }
}
