package io.portcullis.auth.closure;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// The table `heard_case`: recovery-service's cases, as far as their events were heard.
@ApplicationScoped
class HeardCases {

  /// Longer than Kafka keeps events: a beginning that is heard after its end opens nothing.
  private static final Duration KEPT = Duration.ofDays(30);

  private final Postgres postgres;
  private final Clock clock;

  HeardCases(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  private static final String OPENED = "insert into heard_case (account_id, case_id) values ($1, $2) on conflict do nothing";

  Uni<Void> opened(SqlConnection tx, AccountId account, UUID recoveryCase) {
    return tx.preparedQuery(OPENED).execute(Tuple.of(account.value(), recoveryCase)).replaceWithVoid();
  }

  private static final String ENDED = """
      insert into heard_case (account_id, case_id, ended_at) values ($1, $2, $3)
      on conflict (account_id, case_id) do update set ended_at = excluded.ended_at""";

  Uni<Void> ended(SqlConnection tx, AccountId account, UUID recoveryCase, Instant at) {
    return tx.preparedQuery(ENDED).execute(Tuple.of(account.value(), recoveryCase, Rows.utc(at))).replaceWithVoid();
  }

  private static final String OPEN = "select from heard_case where account_id = $1 and ended_at is null limit 1";

  Uni<Boolean> isAnyOpen(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(OPEN).execute(Tuple.of(account.value())).map(rows -> rows.size() > 0);
  }

  private static final String SWEEP = "delete from heard_case where ended_at <= $1";

  @Scheduled(every = "24h", delayed = "17m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(Rows.utc(clock.instant().minus(KEPT)))).replaceWithVoid();
  }
}
