package io.portcullis.recovery.password;

import io.portcullis.runtime.event.Postgres;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;

/// Tells when the worker has nothing left to do, so that a test may say what did not happen.
@Singleton
class DueRequests {

  private final Postgres postgres;
  private final Clock clock;

  DueRequests(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /// A request that is being worked off is still in the table; one that waits for its turn is not due.
  void awaitNone() {
    Awaitility.await("every due request worked off").atMost(Duration.ofSeconds(40)).until(() -> count() == 0);
  }

  private long count() {
    return postgres.pool().preparedQuery("SELECT count(*) FROM reset_request WHERE due_at <= $1")
        .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next().getLong(0))
        .subscribeAsCompletionStage().join();
  }
}
