package io.portcullis.notification.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How long the oldest letter of each channel has waited: a queue that is stuck raises an alarm. Every replica tells the same.
@Startup
@ApplicationScoped
class DeliveryBacklog {

  /// A backlog of many thousands is read no further: that would hold up the sending.
  private static final int MOST = 10_000;
  private static final String OLDEST = """
      select channel, min(coalesce(wanted_at, created_at)) as oldest
      from (select channel, wanted_at, created_at from delivery where state = 'queued' order by next_try_at limit %d) as waiting
      where coalesce(wanted_at, created_at) <= $1 group by channel""".formatted(MOST);

  private final Postgres postgres;
  private final Clock clock;
  private volatile Optional<Map<Channel, Instant>> oldest = Optional.empty();

  DeliveryBacklog(Postgres postgres, MeterRegistry metrics, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
    for (Channel channel : Channel.values()) {
      Gauge.builder("portcullis.delivery.age", () -> age(channel)).tag("channel", Outcomes.kebab(channel)).baseUnit("seconds")
          .register(metrics);
    }
  }

  /// Goes on growing while PostgreSQL is away; unknown until the first look.
  private double age(Channel channel) {
    return oldest.map(found -> Optional.ofNullable(found.get(channel))
        .map(since -> Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1_000.0)).orElse(0.0)).orElse(Double.NaN);
  }

  @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(OLDEST).execute(Tuple.of(Rows.utc(clock.instant()))))
        .invoke(rows -> {
          var found = new EnumMap<Channel, Instant>(Channel.class);
          rows.forEach(row -> found.put(Channel.of(row.getString("channel")), Rows.instant(row, "oldest")));
          oldest = Optional.of(found);
        }).replaceWithVoid()
        // PostgreSQL is away, or we are about to end: the readiness probe tells it, and the ages go on.
        .onFailure().recoverWithNull();
  }
}
