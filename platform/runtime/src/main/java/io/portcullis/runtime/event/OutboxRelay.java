package io.portcullis.runtime.event;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/// Carries the outbox to Kafka: delete, send in order, wait for every acknowledgement, commit. Of all replicas one
/// works at a time (an advisory lock of the transaction), which keeps each account's events in order.
///
/// Each record carries a proof of this service for each of its readers ([RecordProofs]).
///
/// At least once: a crash between acknowledgement and commit sends a row again, with the same event id.
@ApplicationScoped
class OutboxRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

  private static final int BATCH = 100;
  /// After a round of one event. What comes meanwhile goes together: a lone event costs ten times what it costs in company.
  private static final Duration PACE = Duration.ofMillis(10);
  /// After a round of several: there is load, and the next round carries more for each round's price.
  private static final Duration PACE_UNDER_LOAD = Duration.ofMillis(40);
  /// When another replica is at it, which may not have seen what this one committed.
  private static final Duration OCCUPIED = Duration.ofMillis(100);
  /// When Kafka or PostgreSQL was away.
  private static final Duration FAILED = Duration.ofMillis(500);
  /// Until Kafka can be reached after a start.
  private static final Duration CONNECTING = Duration.ofMillis(500);
  /// For what a crashed replica left behind; everything else wakes the relay.
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final long SOLE_RELAY = 0x506f7274; // any number, the same in every replica

  // One statement, though its snapshot may be older than the lock: a row that another replica has sent and deleted in
  // between is not deleted a second time, so it is not returned (READ COMMITTED looks at the newest version).
  // Its commit does not wait for the disk: if PostgreSQL crashes and forgets it, the rows are sent again, with the same ids.
  static final String TAKE = """
      with lock as materialized (
        select pg_try_advisory_xact_lock($1) as held, set_config('synchronous_commit', 'off', true) as hurry),
      taken as (
        delete from outbox
        where (select held from lock) and seq = any(array(select seq from outbox order by seq limit %d))
        returning seq, id, aggregatetype, aggregateid, type, payload, timestamp, tracingspancontext)
      select lock.held, taken.* from lock left join taken on true order by taken.seq""".formatted(BATCH);

  private final Pool pool;
  private final MutinyEmitter<byte[]> kafka;
  private final EventKeys keys;
  private final Context context;
  private final String source;
  private final Counter published;
  /// Wakes not yet served; 0 = at rest. Coalesces a burst of commits into few rounds.
  private final AtomicInteger wakes = new AtomicInteger();
  private volatile boolean isConnected;
  private volatile boolean isStopped;
  private volatile long poll;

  OutboxRelay(Pool pool, @Channel("outbox") MutinyEmitter<byte[]> kafka, EventKeys keys, Vertx vertx, MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.pool = pool;
    this.kafka = kafka;
    this.keys = keys;
    context = vertx.getOrCreateContext();
    source = RecordProofs.SOURCE + application;
    published = metrics.counter("portcullis.outbox.published");
  }

  /// Called after a commit with something for the world; returns at once.
  void wake() {
    // A job that commits while the service still starts is left to the first poll: Kafka is not connected yet.
    if (isConnected && wakes.getAndIncrement() == 0) {
      context.runOnContext(_ -> drain());
    }
  }

  void start(@Observes StartupEvent started) {
    context.owner().setTimer(CONNECTING.toMillis(), _ -> {
      isConnected = true;
      wake();
    });
    poll = context.owner().setPeriodic(POLL.toMillis(), _ -> wake());
  }

  void stop(@Observes ShutdownEvent stopping) {
    isStopped = true;
    context.owner().cancelTimer(poll);
  }

  private void drain() {
    int served = wakes.get();
    publishBatch().subscribe().with(
        round -> {
          switch (round) {
            case Round.Occupied() -> retryIn(OCCUPIED);
            case Round.Sent(var count) when count == BATCH -> context.runOnContext(_ -> drain());
            case Round.Sent(var count) when count == 0 -> rest(served);
            // Only now at rest: what is committed until then goes together.
            case Round.Sent(var count) -> in(count == 1 ? PACE : PACE_UNDER_LOAD, () -> rest(served));
          }
        },
        failure -> {
          LOG.warnf("outbox: not published yet, will retry: %s", failure);
          retryIn(FAILED);
        });
  }

  private void rest(int served) {
    if (wakes.addAndGet(-served) > 0) {
      drain();
    }
  }

  // Whoever wakes the relay until then finds it awake.
  private void retryIn(Duration pause) {
    if (!isStopped) {
      in(pause, this::drain);
    }
  }

  private void in(Duration pause, Runnable task) {
    context.owner().setTimer(pause.toMillis(), _ -> context.runOnContext(_ -> task.run()));
  }

  private sealed interface Round {
    record Sent(int count) implements Round {}

    /// Another replica holds the lock.
    record Occupied() implements Round {}
  }

  private Uni<Round> publishBatch() {
    return pool.withTransaction(tx -> tx.preparedQuery(TAKE).execute(Tuple.of(SOLE_RELAY)).chain(this::publish));
  }

  private Uni<Round> publish(RowSet<Row> taken) {
    if (!Rows.one(taken).getBoolean("held")) {
      return now(new Round.Occupied());
    }
    List<Uni<Void>> sends = new ArrayList<>(taken.size());
    for (Row row : taken) {
      if (row.getLong("seq") != null) {
        sends.add(kafka.sendMessage(record(row)));
      }
    }
    if (sends.isEmpty()) {
      return now(new Round.Sent(0));
    }
    return Uni.join().all(sends).andCollectFailures()
        .invoke(() -> published.increment(sends.size()))
        .replaceWith(new Round.Sent(sends.size()));
  }

  private Message<byte[]> record(Row row) {
    byte[] value = row.getString("payload").getBytes(StandardCharsets.UTF_8);
    Headers headers = cloudEvent(row);
    keys.proofs().add(headers, row.getString("aggregatetype"), row.getString("aggregateid"), value);
    var metadata = OutgoingKafkaRecordMetadata.<String>builder()
        .withTopic(row.getString("aggregatetype"))
        .withKey(row.getString("aggregateid"))
        .withTimestamp(Rows.instant(row, "timestamp"))
        .withHeaders(headers)
        .build();
    return Message.of(value, Metadata.of(metadata));
  }

  /// CloudEvents 1.0, Kafka protocol binding §3.2 (binary mode).
  private Headers cloudEvent(Row row) {
    String payload = row.getString("payload");
    var headers = new RecordHeaders();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", row.getUUID("id").toString());
    add(headers, "ce_source", source);
    add(headers, "ce_type", row.getString("type"));
    add(headers, "ce_subject", row.getString("aggregateid"));
    add(headers, "ce_time", Rows.instant(row, "timestamp").toString());
    add(headers, "content-type", payload.startsWith("{") ? "application/json" : "application/jose");
    String trace = row.getString("tracingspancontext");
    if (trace != null && !trace.isEmpty()) {
      add(headers, "traceparent", trace);
    }
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
