package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.account.Accounts;
import io.portcullis.recovery.account.Reachable;
import io.portcullis.recovery.transaction.Transactions;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/// Does what time asks for, one case after the other, each in a transaction that holds its row: however many replicas there are,
/// a step happens once, and one that was killed is done again.
@ApplicationScoped
class SweepCases {

  private static final int BATCH = 100;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /// A stranger who opens cases by the dozen does not have their owner told of each at once. The others wait for their turn.
  private static final int TOLD_PER_DAY = 5;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TURN = Duration.ofHours(1);

  /// When a case counts as overdue.
  private static final Duration OVERDUE = Duration.ofMinutes(5);

  private final Transactions transactions;
  private final RecoveryCases cases;
  private final MoveCase moveCase;
  private final CompleteCase completeCase;
  private final Accounts accounts;
  private final CaseSecrets secrets;
  private final CaseMetrics metrics;
  private final Clock clock;

  SweepCases(Transactions transactions, RecoveryCases cases, MoveCase moveCase, CompleteCase completeCase, Accounts accounts,
      CaseSecrets secrets, CaseMetrics metrics, Clock clock) {
    this.transactions = transactions;
    this.cases = cases;
    this.moveCase = moveCase;
    this.completeCase = completeCase;
    this.accounts = accounts;
    this.secrets = secrets;
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
      return lookUp(tx, due);
    }
    return switch (due.state) {
      case OPENED, EVIDENCE, APPROVAL_PROPOSED, REJECTION_PROPOSED -> move(tx, due, CaseAction.EXPIRE);
      case REVIEW -> move(tx, due, due.account == null ? CaseAction.DISMISS : CaseAction.EXPIRE);
      case APPROVED -> move(tx, due, CaseAction.START_WAIT);
      case COOLING_OFF -> move(tx, due, CaseAction.END_WAIT);
      case COMPLETING -> completeCase.handle(due).chain(() -> move(tx, due, CaseAction.COMPLETE));
      case COMPLETED, REJECTED, CANCELLED, EXPIRED -> done();
    };
  }

  private Uni<Void> move(Mutiny.Session tx, RecoveryCase due, CaseAction action) {
    return moveCase.handle(tx, due, action, new Actor.Sweep()).replaceWithVoid();
  }

  private Uni<Void> lookUp(Mutiny.Session tx, RecoveryCase opened) {
    return accounts.find(secrets.identifier(opened)).chain(either(
        found -> recognise(tx, opened, found),
        () -> {
          opened.recogniseNobody(clock.instant());
          return done();
        }));
  }

  private Uni<Void> recognise(Mutiny.Session tx, RecoveryCase opened, Reachable found) {
    Instant now = clock.instant();
    return cases.toldSince(found.account().value(), now.minus(DAY)).chain(told -> {
      if (told >= TOLD_PER_DAY) {
        opened.dueAt = now.plus(TURN);
        return done();
      }
      opened.account = found.account().value();
      return move(tx, opened, CaseAction.RECOGNISE);
    });
  }

  private Uni<Void> postpone(RecoveryCase due) {
    Duration pause = Duration.ofSeconds(1L << Math.min(due.attempts, 10));
    due.attempts++;
    due.dueAt = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    return done();
  }
}
