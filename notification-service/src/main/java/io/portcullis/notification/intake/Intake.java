package io.portcullis.notification.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/// A record's way through a consumer: it ends with its effect committed or with a dead letter, never with neither.
///
/// What one poll brought is tried as a whole, in one transaction: under load that saves most of the work. If one record
/// spoils it, each is taken by itself. Either way one after another, so waiting keeps their order.
@ApplicationScoped
public class Intake {

  private static final Logger LOG = Logger.getLogger(Intake.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  /// A record that fails for its own sake is tried this often, about six seconds in all, before it is put aside.
  private static final int RETRIES_OF_A_BAD_RECORD = 5;

  private final DeadLetters deadLetters;
  private final MeterRegistry metrics;

  Intake(DeadLetters deadLetters, MeterRegistry metrics) {
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  /// Has the counters of `consumer` begin with 0.
  public void expect(String consumer) {
    consumed(consumer);
    deadLetters.expect(consumer);
  }

  /// Runs `effect`, which decodes the records it is given and commits what follows from them, all or nothing.
  ///
  /// @param consumer its name in metrics, dead letters and the inbox
  public Uni<Void> take(String consumer, ConsumerRecords<String, byte[]> poll, Effect effect) {
    List<ConsumerRecord<String, byte[]>> records = StreamSupport.stream(poll.spliterator(), false).toList();
    return persist(consumer, records, effect)
        .onFailure().recoverWithUni(_ -> inOrder(records, record -> takeAlone(consumer, record, effect)));
  }

  private Uni<Void> takeAlone(String consumer, ConsumerRecord<String, byte[]> record, Effect effect) {
    return persist(consumer, List.of(record), effect)
        .onFailure(failure -> !(failure instanceof MalformedEvent))
            .retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).atMost(RETRIES_OF_A_BAD_RECORD)
        .onFailure().recoverWithUni(failure -> deadLetters.put(consumer, record, failure));
  }

  // Waits for ever: the database will be back, and going on without it would lose the records or their place.
  private Uni<Void> persist(String consumer, List<ConsumerRecord<String, byte[]>> records, Effect effect) {
    return Uni.createFrom().deferred(() -> effect.of(records))
        .onFailure(Intake::willPass).invoke(failure ->
            LOG.warnf("%s: %d records of %s wait: %s", consumer, records.size(), records.getFirst().topic(), failure))
        .onFailure(Intake::willPass).retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely()
        .invoke(() -> consumed(consumer).increment(records.size()));
  }

  private Counter consumed(String consumer) {
    return metrics.counter("portcullis.events.consumed", "consumer", consumer);
  }

  /// What a consumer does with records: all of it, or a failure.
  @FunctionalInterface
  public interface Effect {
    Uni<Void> of(List<ConsumerRecord<String, byte[]>> records);
  }

  /// One after another; the first failure ends it.
  public static <T> Uni<Void> inOrder(List<T> items, Function<T, Uni<Void>> each) {
    return Multi.createFrom().iterable(items).onItem().transformToUniAndConcatenate(each::apply).collect().last();
  }

  /// Whether the failure lies in the world rather than in the record or our handling of it.
  static boolean willPass(Throwable failure) {
    return switch (failure) {
      // The database answered. Classes 22 and 23 (data, integrity) are about the values it was given.
      case PgException answer -> !answer.getSqlState().startsWith("22") && !answer.getSqlState().startsWith("23");
      case VertxException _ -> true;
      case RuntimeException _ -> false;
      // Connection refused, timeouts: Vert.x and the JDK fail with checked ones.
      default -> true;
    };
  }
}
