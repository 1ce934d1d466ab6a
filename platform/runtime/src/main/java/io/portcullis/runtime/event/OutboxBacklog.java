package io.portcullis.runtime.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What waits in the outbox, and for how long. Every replica tells the same, since they share the table.
@Startup
@ApplicationScoped
class OutboxBacklog {

  /// A backlog of many millions is counted no further: reading it would hold up the relay.
  private static final int MOST = 100_000;
  private static final String WAITING = """
      select count(*), (select timestamp from outbox order by seq limit 1) as oldest
      from (select from outbox limit %d) as waiting""".formatted(MOST);

  private final Postgres postgres;
  private final Clock clock;
  private volatile Backlog seen = new Backlog(Double.NaN, Optional.empty());

  private record Backlog(double rows, Optional<Instant> oldest) {}

  OutboxBacklog(Postgres postgres, MeterRegistry metrics, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
    Gauge.builder("portcullis.outbox.rows", this, backlog -> backlog.seen.rows()).register(metrics);
    Gauge.builder("portcullis.outbox.age", this, OutboxBacklog::age).baseUnit("seconds").register(metrics);
  }

  /// Goes on growing while PostgreSQL is away.
  private double age() {
    return Double.isNaN(seen.rows()) ? Double.NaN : seen.oldest()
        .map(oldest -> Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1_000.0)).orElse(0.0);
  }

  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return postgres.pool().preparedQuery(WAITING).execute()
        .map(Rows::one)
        .invoke(row -> seen = backlog(row)).replaceWithVoid()
        // PostgreSQL is away, or we are about to end: the readiness probe tells it, and the age goes on.
        .onFailure().recoverWithNull();
  }

  private static Backlog backlog(Row row) {
    return new Backlog(row.getLong(0), Rows.maybeInstant(row, "oldest"));
  }
}
