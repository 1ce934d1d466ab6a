package io.portcullis.notification.sharedsignals;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// What operators see of all streams, and how long their tokens are kept.
@Startup
@ApplicationScoped
class SignalStreamsOverview {

  private static final Logger LOG = Logger.getLogger(SignalStreamsOverview.class);

  private final Postgres postgres;
  private final QueuedSets sets;
  private final SharedSignalsConfig config;
  private final AtomicLong paused = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();

  SignalStreamsOverview(Postgres postgres, QueuedSets sets, SharedSignalsConfig config, MeterRegistry metrics) {
    this.postgres = postgres;
    this.sets = sets;
    this.config = config;
    metrics.gauge("portcullis.shared.signals.paused", paused);
    metrics.gauge("portcullis.shared.signals.waiting", waiting);
  }

  /// @param waiting events and how many
  /// @param refused by the receiver, of those that are kept
  record Line(UUID stream, UUID receiver, String method, String status, Optional<String> reason, Optional<Instant> failingSince,
      long waiting, long refused) {}

  private static final String ALL = """
      select stream.id, stream.receiver_id, stream.method, stream.status, stream.reason, stream.failing_since,
        (select count(*) from ssf_set queued where queued.stream_id = stream.id and queued.state = 'waiting'),
        (select count(*) from ssf_set queued where queued.stream_id = stream.id and queued.state = 'refused')
      from ssf_stream stream order by stream.created_at, stream.id""";

  Uni<List<Line>> all() {
    return postgres.pool().preparedQuery(ALL).execute().map(rows -> rows.stream().map(SignalStreamsOverview::line).toList());
  }

  private static Line line(Row row) {
    return new Line(row.getUUID(0), row.getUUID(1), row.getString(2), row.getString(3), Optional.ofNullable(row.getString(4)),
        Rows.maybeInstant(row, 5), row.getLong(6), row.getLong(7));
  }

  @Scheduled(every = "1m", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> measure() {
    return all().invoke(lines -> {
      paused.set(lines.stream().filter(line -> line.status().equals("paused")).count());
      waiting.set(lines.stream().mapToLong(Line::waiting).sum());
    }).replaceWithVoid()
        .onFailure().invoke(failure -> LOG.warnf("shared signals: not measured: %s", failure)).onFailure().recoverWithNull();
  }

  @Scheduled(every = "1h", delayed = "12m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return sets.forget(config.keptFor());
  }
}
