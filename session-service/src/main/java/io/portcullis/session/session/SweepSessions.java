package io.portcullis.session.session;

import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// Deletes what no one can use any more; the history of an account is not here but in its events.
///
/// A little at a time, each batch a transaction of its own on one connection of the pool, so that no lock lasts and
/// requests get through; and not all in one run, so that a backlog of millions is worked off beside the day's work.
@ApplicationScoped
class SweepSessions {

  /// Ended sessions serve instances that catch up with recent endings, long past.
  private static final Duration KEEP_ENDED = Duration.ofHours(1);
  /// A device that did not sign in for so long is introduced anew.
  private static final Duration KEEP_DEVICE = Duration.ofDays(400);
  static final int BATCH = 500;
  /// What a run deletes at most of each kind: 25 000 rows a minute and replica, where ten million sessions of twelve
  /// hours end at 14 000 a minute.
  static final int BATCHES = 50;

  // Replicas sweep side by side: each takes rows that no other has in hand.
  private static final String EXPIRED = """
      delete from session where (account_id, id) in (
        select account_id, id from session where expires_at < $1 order by expires_at limit %d for update skip locked)
      """.formatted(BATCH);
  private static final String ENDED = """
      delete from session where (account_id, id) in (
        select account_id, id from session where ended_at < $1 order by ended_at limit %d for update skip locked)
      """.formatted(BATCH);
  private static final String FORGOTTEN_DEVICES = """
      delete from device where (account_id, id) in (
        select account_id, id from device where last_seen_at < $1 order by last_seen_at limit %d for update skip locked)
      """.formatted(BATCH);

  private final Postgres postgres;
  private final Clock clock;

  SweepSessions(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return delete(EXPIRED, now)
          .chain(() -> delete(ENDED, now.minus(KEEP_ENDED)))
          .chain(() -> delete(FORGOTTEN_DEVICES, now.minus(KEEP_DEVICE)));
    });
  }

  private Uni<Void> delete(String sql, Instant before) {
    return postgres.pool().preparedQuery(sql).execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
        .map(SqlResult::rowCount)
        .repeat().whilst(deleted -> deleted == BATCH)
        .select().first(BATCHES)
        .onItem().ignoreAsUni();
  }
}
