package io.portcullis.runtime.event;

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

/// Carries the outbox to Kafka: send in order, wait for every acknowledgement, delete, commit. Of all replicas one
/// works at a time (an advisory lock of the transaction), which keeps each account's events in order.
///
/// Each record carries a proof of this service for each of its readers ([RecordProofs]).
///
/// At least once: a crash between acknowledgement and commit sends a row again, with the same event id.
@ApplicationScoped
class OutboxRelay {

  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

  private static final int BATCH = 100;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long SOLE_RELAY = 0x506f7274; // any number, the same in every replica
  private static final String LOCK = "select pg_try_advisory_xact_lock($1)";
  private static final String OLDEST = """
      select seq, id, aggregatetype, aggregateid, type, payload, timestamp, tracingspancontext
      from outbox order by seq limit %d""".formatted(BATCH);
  private static final String DELETE = "delete from outbox where seq = any($1)";

  private final Pool pool;
  private final MutinyEmitter<byte[]> kafka;
  private final EventKeys keys;
  private final Context context;
  private final String source;
  private final Counter published;
  /// Wakes not yet served; 0 = at rest. Coalesces a burst of commits into few rounds.
  private final AtomicInteger wakes = new AtomicInteger();
  private volatile long poll;
  private volatile boolean isConnected;

  OutboxRelay(Pool pool, @Channel("outbox") MutinyEmitter<byte[]> kafka, EventKeys keys, Vertx vertx, MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.pool = pool;
    this.kafka = kafka;
    this.keys = keys;
    context = vertx.getOrCreateContext();
    source = RecordProofs.SOURCE + application;
    published = metrics.counter("portcullis.outbox.published");
  }

  /// Called after a commit; returns at once.
  void wake() {
    // A job that commits while the service still starts is left to the first poll: Kafka is not connected yet.
    if (isConnected && wakes.getAndIncrement() == 0) {
      context.runOnContext(_ -> drain());
    }
  }

  // The poll finds what a crashed replica left behind, and tries again after Kafka or PostgreSQL was away.
  void start(@Observes StartupEvent started) {
    poll = context.owner().setPeriodic(POLL.toMillis(), _ -> {
      isConnected = true;
      wake();
    });
  }

  void stop(@Observes ShutdownEvent stopping) {
    context.owner().cancelTimer(poll);
  }

  private void drain() {
    int served = wakes.get();
    publishBatch().subscribe().with(
        count -> rest(served, count == BATCH),
        failure -> {
          LOG.warnf("outbox: not published yet, will retry: %s", failure);
          // The poll retries; a tight loop against a dead broker would only burn.
          wakes.set(0);
        });
  }

  private void rest(int served, boolean more) {
    if (more || wakes.addAndGet(-served) > 0) {
      context.runOnContext(_ -> drain());
    }
  }

  private Uni<Integer> publishBatch() {
    return pool.withTransaction(tx -> tx.preparedQuery(LOCK).execute(Tuple.of(SOLE_RELAY))
        .chain(locked -> locked.iterator().next().getBoolean(0)
            ? tx.query(OLDEST).execute().chain(rows -> publish(tx, rows))
            : Uni.createFrom().item(0)));
  }

  private Uni<Integer> publish(SqlConnection tx, RowSet<Row> rows) {
    if (rows.size() == 0) {
      return Uni.createFrom().item(0);
    }
    List<Uni<Void>> sends = new ArrayList<>(rows.size());
    List<Long> sent = new ArrayList<>(rows.size());
    for (Row row : rows) {
      sends.add(kafka.sendMessage(record(row)));
      sent.add(row.getLong("seq"));
    }
    return Uni.join().all(sends).andCollectFailures()
        .chain(() -> tx.preparedQuery(DELETE).execute(Tuple.of(sent.toArray(Long[]::new))))
        .invoke(() -> published.increment(sent.size()))
        .replaceWith(sent.size());
  }

  private Message<byte[]> record(Row row) {
    byte[] value = row.getString("payload").getBytes(StandardCharsets.UTF_8);
    Headers headers = cloudEvent(row);
    keys.proofs().add(headers, row.getString("aggregatetype"), row.getString("aggregateid"), value);
    var metadata = OutgoingKafkaRecordMetadata.<String>builder()
        .withTopic(row.getString("aggregatetype"))
        .withKey(row.getString("aggregateid"))
        .withTimestamp(row.getOffsetDateTime("timestamp").toInstant())
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
    add(headers, "ce_time", row.getOffsetDateTime("timestamp").toInstant().toString());
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
