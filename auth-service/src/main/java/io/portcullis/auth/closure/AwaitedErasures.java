package io.portcullis.auth.closure;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The table `erasure_awaited`: services above, or reached by events alone, that must confirm an erasure. Who does not is asked again
/// each hour, by the event of the closing.
@Startup
@ApplicationScoped
class AwaitedErasures {

  static final String NOTIFICATION = "notification-service";
  static final String RECOVERY = "recovery-service";
  static final Duration ASKED_AGAIN_AFTER = Duration.ofHours(1);

  private final TellClosure tell;
  private final Postgres postgres;
  private final Clock clock;
  private volatile double age = Double.NaN;

  AwaitedErasures(TellClosure tell, Postgres postgres, MeterRegistry metrics, Clock clock) {
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
    Gauge.builder("portcullis.erasures.unconfirmed.age", () -> age).baseUnit("seconds").register(metrics);
  }

  private static final String AWAIT = """
      insert into erasure_awaited (account_id, service, closed_at, asked_at)
      select $1, service, $2, $2 from unnest($3::text[]) as service on conflict do nothing""";

  Uni<Void> await(SqlConnection tx, AccountId account, Instant closedAt) {
    return tx.preparedQuery(AWAIT).execute(Tuple.of(account.value(), Rows.utc(closedAt), new String[] {NOTIFICATION, RECOVERY}))
        .replaceWithVoid();
  }

  private static final String CONFIRM = "delete from erasure_awaited where account_id = $1 and service = $2";

  Uni<Void> confirm(SqlConnection tx, AccountId account, String service) {
    return tx.preparedQuery(CONFIRM).execute(Tuple.of(account.value(), service)).replaceWithVoid();
  }

  // Of one account at a time. Replicas pass over what another one works at.
  private static final String ASK_AGAIN = """
      update erasure_awaited set asked_at = $2 where account_id =
        (select account_id from erasure_awaited where asked_at <= $1 order by asked_at limit 1 for update skip locked)
      returning account_id, closed_at""";

  @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> askAgain() {
    return postgres.withTransaction(tx -> {
      Instant now = clock.instant();
      return tx.preparedQuery(ASK_AGAIN).execute(Tuple.of(Rows.utc(now.minus(ASKED_AGAIN_AFTER)), Rows.utc(now))).map(Rows::first)
          .chain(either(row -> again(tx, row).replaceWith(true), () -> Uni.createFrom().item(false)));
    }).chain(more -> more ? askAgain() : done());
  }

  private Uni<Void> again(SqlConnection tx, Row row) {
    return tell.of(tx, new AccountId(row.getUUID("account_id")), ClosureAction.CLOSED, Optional.empty(), Rows.instant(row, "closed_at"));
  }

  private static final String OLDEST = "select min(closed_at) as oldest from erasure_awaited";

  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return postgres.pool().preparedQuery(OLDEST).execute().map(Rows::one)
        .invoke(row -> age = Rows.maybeInstant(row, "oldest")
            .map(oldest -> Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1_000.0)).orElse(0.0))
        // PostgreSQL is away: the readiness probe tells it.
        .onFailure().recoverWithNull().replaceWithVoid();
  }
}
