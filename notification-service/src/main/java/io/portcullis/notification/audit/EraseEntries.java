package io.portcullis.notification.audit;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.NotificationEvent.NotificationDataErased;
import io.portcullis.notification.audit.ErasedAccounts.Owed;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.transparency.Erasure;
import io.portcullis.transparency.LogEntry.Form;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/// Erases what the trail's entries say of closed accounts, and then confirms that notification-service has erased their data (BACK-7).
/// Chain, tree and proofs hold: they cover a commitment to what was said, and that stays.
@ApplicationScoped
class EraseEntries {

  private static final Logger LOG = Logger.getLogger(EraseEntries.class);
  private static final int BATCH = 1000;

  private final Postgres postgres;
  private final ErasedAccounts accounts;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  EraseEntries(Postgres postgres, ErasedAccounts accounts, Outbox outbox, Ids ids, Clock clock) {
    this.postgres = postgres;
    this.accounts = accounts;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  @Scheduled(every = "10s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return Multi.createBy().repeating().uni(this::batch).whilst(more -> more).collect().last().replaceWithVoid()
        .onFailure().invoke(failure -> LOG.warnf("audit: entries of closed accounts will be erased later: %s", failure))
        .onFailure().recoverWithNull();
  }

  /// @return whether there may be more
  private Uni<Boolean> batch() {
    return postgres.withTransaction(tx -> accounts.next(tx).chain(either(
        owed -> erase(tx, owed).chain(count -> count < BATCH ? settle(tx, owed) : done()).replaceWith(true), () -> now(false))));
  }

  // What the log does not have yet is told to [ErasedAccounts] when it comes.
  private static final String ERASE = """
      update audit_event set content = null, content_salt = null, commitment = sha256(content_salt || convert_to(content, 'UTF8'))
      from (select e.chain, e.seq from audit_event e join audit_leaf l on l.chain = e.chain and l.seq = e.seq
        where e.account_id = $1 and e.content_salt is not null and e.type <> all ($2) and l.form = %d limit %d) as due
      where audit_event.chain = due.chain and audit_event.seq = due.seq""".formatted(Form.COMMITTED.number(), BATCH);

  private static Uni<Integer> erase(SqlConnection tx, Owed owed) {
    return tx.preparedQuery(ERASE).execute(Tuple.of(owed.account().value(), Erasure.KEPT.toArray(String[]::new)))
        .map(rows -> rows.rowCount());
  }

  private Uni<Void> settle(SqlConnection tx, Owed owed) {
    return accounts.settle(tx, owed.account()).chain(() -> owed.unconfirmed()
        ? outbox.append(tx, new NotificationDataErased(ids.nextEvent(), owed.account(), clock.instant())) : done());
  }
}
