package io.portcullis.notification.intake;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import io.portcullis.runtime.event.ForgedRecord;
import io.portcullis.runtime.event.ForgedRecords;
import io.portcullis.runtime.log.SparseLog;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/// Records that nobody could take, put aside on one topic with the reason in their headers.
///
/// The reason is ours, never an exception's message: those quote what they choke on. The value stays as it came, and
/// what was sealed stays sealed. What can't be put aside stays where it was found, with an alarm: a good record may lie
/// behind it.
@Startup
@ApplicationScoped
class DeadLetters {

  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  /// A minute at least in which Kafka does not take the letter, though it gave the record.
  private static final int RETRIES = 15;
  /// Of each consumer in a minute. More of the same teach nothing, and the good records behind them would wait.
  private static final int FORGERIES = 100;

  /// What this service reads beside its consumers: the ended sessions, which every service hears of.
  private static final String BESIDE = "revocations";

  private final MutinyEmitter<byte[]> kafka;
  private final ForgedRecords forged;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final SparseLog sparsely;
  private final Map<String, Minute> minutes = new ConcurrentHashMap<>();

  DeadLetters(@Channel("dead-letters") MutinyEmitter<byte[]> kafka, ForgedRecords forged, MeterRegistry metrics, Clock clock) {
    this.kafka = kafka;
    this.forged = forged;
    this.metrics = metrics;
    this.clock = clock;
    this.sparsely = new SparseLog(clock);
    expect(BESIDE);
  }

  /// Has the counters of `consumer` begin with 0.
  void expect(String consumer) {
    letters(consumer);
    leftBehind(consumer);
  }

  private Counter letters(String consumer) {
    return metrics.counter("portcullis.dead.letters", "consumer", consumer);
  }

  private Counter leftBehind(String consumer) {
    return metrics.counter("portcullis.dead.letters.left.behind", "consumer", consumer);
  }

  /// Completes when Kafka has acknowledged the dead letter, or will not take it.
  Uni<Void> put(String consumer, ConsumerRecord<String, byte[]> record, Throwable why) {
    if (why instanceof ForgedEvent forgery) {
      forged.alarm(consumer, record, forgery);
      return isOneOfMany(consumer) ? done() : send(consumer, record, why);
    }
    return send(consumer, record, why);
  }

  /// Of the topics that this service reads beside its consumers.
  void put(@Observes ForgedRecord forged) {
    if (!isOneOfMany(forged.consumer())) {
      send(forged.consumer(), forged.record(), forged.why()).subscribe().with(
          _ -> {}, failure -> LOG.errorf("%s: no dead letter: %s", forged.consumer(), failure));
    }
  }

  private boolean isOneOfMany(String consumer) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    boolean isOne = minutes.merge(consumer, new Minute(now, 1),
        (known, first) -> known.at.equals(now) ? new Minute(now, known.forgeries + 1) : first).forgeries > FORGERIES;
    if (isOne) {
      leftBehind(consumer).increment();
    }
    return isOne;
  }

  private Uni<Void> send(String consumer, ConsumerRecord<String, byte[]> record, Throwable why) {
    return Uni.createFrom().deferred(() -> kafka.sendMessage(DeadLetter.of(consumer, record, why)))
        .onFailure(RetriableException.class).retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).atMost(RETRIES)
        .invoke(() -> {
          letters(consumer).increment();
          say(consumer, record, "dead letter", DeadLetter.reason(why));
        })
        .onFailure().recoverWithItem(refused -> {
          leftBehind(consumer).increment();
          say(consumer, record, "left behind without a dead letter", refused.getClass().getSimpleName());
          return null;
        });
  }

  private void say(String consumer, ConsumerRecord<String, byte[]> record, String what, String why) {
    sparsely.due(consumer + what).ifPresent(more -> LOG.errorf("%s: %s: %s-%d@%d: %s%s",
        consumer, what, record.topic(), record.partition(), record.offset(), why, more));
  }

  private record Minute(Instant at, int forgeries) {}
}
