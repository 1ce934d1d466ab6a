package io.portcullis.auth.owed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How many orders are owed, and how long the oldest one has been. Every replica tells the same, since they share the tables.
@Startup
@ApplicationScoped
class OwedBacklog {

  private static final String WAITING = "select count(*), min(owed_at) as oldest from %s";

  private final List<OrderKind> kinds;
  private final Postgres postgres;
  private final Clock clock;
  private final Map<String, Backlog> seen = new ConcurrentHashMap<>();

  private record Backlog(long rows, Optional<Instant> oldest) {}

  OwedBacklog(@All List<OrderKind> kinds, Postgres postgres, MeterRegistry metrics, Clock clock) {
    this.kinds = kinds;
    this.postgres = postgres;
    this.clock = clock;
    for (OrderKind kind : kinds) {
      Gauge.builder("portcullis.orders.owed", () -> rows(kind)).tag("order", kind.name()).register(metrics);
      Gauge.builder("portcullis.orders.owed.age", () -> age(kind)).tag("order", kind.name()).baseUnit("seconds").register(metrics);
    }
  }

  /// `NaN` until it has looked.
  private Number rows(OrderKind kind) {
    Backlog backlog = seen.get(kind.name());
    return backlog == null ? Double.NaN : backlog.rows();
  }

  /// Goes on growing while PostgreSQL is away.
  private Number age(OrderKind kind) {
    Backlog backlog = seen.get(kind.name());
    return backlog == null ? Double.NaN : backlog.oldest()
        .map(oldest -> Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1_000.0)).orElse(0.0);
  }

  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return Multi.createFrom().iterable(kinds)
        .onItem().transformToUniAndConcatenate(kind -> postgres.pool().preparedQuery(WAITING.formatted(kind.table())).execute()
            .map(Rows::one).invoke(row -> seen.put(kind.name(), backlog(row))).replaceWithVoid())
        .collect().last()
        // PostgreSQL is away, or we are about to end: the readiness probe tells it, and the age goes on.
        .onFailure().recoverWithNull();
  }

  private static Backlog backlog(Row row) {
    return new Backlog(row.getLong(0), Rows.maybeInstant(row, "oldest"));
  }
}
