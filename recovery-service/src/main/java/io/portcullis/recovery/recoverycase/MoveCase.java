package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.evidence.EvidenceFiles;
import io.portcullis.recovery.recoverycase.RecoveryCase.Move;
import io.portcullis.recovery.transaction.SessionOutbox;
import io.portcullis.recovery.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// The one door through which a case changes: row lock, table, and the event about it, in one transaction.
@ApplicationScoped
class MoveCase {

  private final RecoveryCases cases;
  private final CaseNews news;
  private final SessionOutbox outbox;
  private final CaseMetrics metrics;
  private final EvidenceFiles evidence;
  private final Transactions transactions;
  private final Clock clock;

  MoveCase(RecoveryCases cases, CaseNews news, SessionOutbox outbox, CaseMetrics metrics, EvidenceFiles evidence,
      Transactions transactions, Clock clock) {
    this.cases = cases;
    this.news = news;
    this.outbox = outbox;
    this.metrics = metrics;
    this.evidence = evidence;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// In a transaction of its own. A case that is not there refuses as one does that does not allow it.
  Uni<Move> handle(UUID id, CaseAction action, Actor actor) {
    return transactions.run(tx -> cases.lock(id).chain(either(
        found -> handle(tx, found, action, actor),
        () -> now(new Move.Refused()))));
  }

  /// In the caller's transaction, which holds the lock of `locked`.
  Uni<Move> handle(Mutiny.Session tx, RecoveryCase locked, CaseAction action, Actor actor) {
    return Uni.createFrom().deferred(() -> {
      var at = clock.instant();
      Move move = locked.move(action, actor, at);
      if (!(move instanceof Move.Done(var line))) {
        return now(move);
      }
      metrics.moved(line.to(), line.from());
      return news.of(locked, line.told(), actor, at).map(event -> outbox.append(tx, event)).orElseGet(() -> done())
          .chain(() -> line.to().isOver() ? evidence.end(locked.id, at) : done())
          .replaceWith(move);
    });
  }
}
