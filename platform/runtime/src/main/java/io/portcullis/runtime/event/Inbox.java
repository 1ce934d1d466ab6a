package io.portcullis.runtime.event;

import io.portcullis.contracts.EventId;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/// Gives at-least-once delivery exactly one effect: the mark that an event was handled is in the same transaction as
/// what it caused.
@ApplicationScoped
public class Inbox {

  /// Longer than Kafka keeps the events, or an old one could come back as new.
  static final Duration MEMORY = Duration.ofDays(30);

  private static final String MARK =
      "insert into inbox (consumer, event_id, seen_at) values ($1, $2, $3) on conflict do nothing";
  private static final int BATCH = 500;
  /// What a run forgets at most: 100 000 marks a minute and replica. In small batches, so that consumers get through.
  private static final int BATCHES = 200;
  private static final String SWEEP = """
      delete from inbox where (consumer, event_id) in (
        select consumer, event_id from inbox where seen_at < $1 order by seen_at limit %d for update skip locked)
      """.formatted(BATCH);

  private final Pool pool;
  private final Clock clock;

  Inbox(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /// Runs `effect` in `tx` unless `consumer` has handled `event` before.
  public Uni<Void> once(SqlConnection tx, String consumer, EventId event, Supplier<Uni<Void>> effect) {
    return Uni.createFrom().deferred(() ->
        tx.preparedQuery(MARK).execute(Tuple.of(consumer, event.value(), now()))
            .chain(marked -> marked.rowCount() == 1 ? effect.get() : Uni.createFrom().voidItem()));
  }

  @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() -> pool.preparedQuery(SWEEP).execute(Tuple.of(now().minus(MEMORY))))
        .map(SqlResult::rowCount)
        .repeat().whilst(forgotten -> forgotten == BATCH)
        .select().first(BATCHES)
        .onItem().ignoreAsUni();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
