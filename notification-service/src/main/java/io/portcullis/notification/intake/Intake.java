package io.portcullis.notification.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/// One record's way through a consumer: it ends with its effect committed or with a dead letter, never with neither.
/// Records are taken one after another, so waiting keeps their order.
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

  /// Runs `effect`, which decodes `record` and commits what follows from it.
  ///
  /// @param consumer its name in metrics, dead letters and the inbox
  public Uni<Void> take(String consumer, ConsumerRecord<String, byte[]> record, Supplier<Uni<Void>> effect) {
    return Uni.createFrom().deferred(effect::get)
        .onFailure(Intake::willPass).invoke(failure ->
            LOG.warnf("%s: %s-%d@%d waits: %s", consumer, record.topic(), record.partition(), record.offset(), failure))
        // For ever: the database will be back, and going on without it would lose the record or its place.
        .onFailure(Intake::willPass).retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely()
        .onFailure(failure -> !(failure instanceof MalformedEvent))
            .retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).atMost(RETRIES_OF_A_BAD_RECORD)
        .invoke(() -> metrics.counter("portcullis.events.consumed", "consumer", consumer).increment())
        .onFailure().recoverWithUni(failure -> deadLetters.put(consumer, record, failure));
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
