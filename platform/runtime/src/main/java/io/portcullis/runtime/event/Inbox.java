package io.portcullis.runtime.event;

import io.portcullis.contracts.EventId;
import io.portcullis.runtime.verdict.Verdicts;
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
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// Gives at-least-once delivery exactly one effect: the mark that an event was handled is in the same transaction as
/// what it caused.
@ApplicationScoped
public class Inbox {

  /// Longer than Kafka keeps the events, or an old one could come back as new.
  static final Duration MEMORY = Duration.ofDays(30);

  // In one order, whatever the poll's: of two instances that were given the same records, none waits for the other in a circle.
  private static final String MARK = """
      insert into inbox (consumer, event_id, seen_at)
      select $1, id, $3 from unnest($2::uuid[]) as id order by id
      on conflict do nothing returning event_id""";
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

  /// Marks all of `items` as handled by `consumer`, in the transaction of their effect.
  ///
  /// @return those that were not handled before, in their order, each event once
  public <T> Uni<List<T>> fresh(SqlConnection tx, String consumer, List<T> items, Function<T, EventId> event) {
    if (items.isEmpty()) {
      return Verdicts.now(List.of());
    }
    return Uni.createFrom().deferred(() -> tx.preparedQuery(MARK).execute(Tuple.of(
            consumer, items.stream().map(event).map(EventId::value).toArray(UUID[]::new), now())))
        .map(rows -> {
          var marked = new HashSet<UUID>();
          rows.forEach(row -> marked.add(row.getUUID("event_id")));
          return items.stream().filter(item -> marked.remove(event.apply(item).value())).toList();
        });
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
