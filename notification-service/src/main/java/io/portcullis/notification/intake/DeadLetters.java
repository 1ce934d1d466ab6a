package io.portcullis.notification.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import io.portcullis.runtime.event.ForgedRecord;
import io.portcullis.runtime.event.ForgedRecords;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/// Records that nobody could take, put aside on one topic with the reason in their headers.
///
/// The reason is ours, never an exception's message: those quote what they choke on. The value stays as it came, and
/// what was sealed stays sealed.
@ApplicationScoped
class DeadLetters {

  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  /// Below Kafka's default limit of 1 MiB for a request; a bigger value is left where it was found.
  private static final int LARGEST_VALUE = 900 * 1024;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final MutinyEmitter<byte[]> kafka;
  private final ForgedRecords forged;
  private final MeterRegistry metrics;

  DeadLetters(@Channel("dead-letters") MutinyEmitter<byte[]> kafka, ForgedRecords forged, MeterRegistry metrics) {
    this.kafka = kafka;
    this.forged = forged;
    this.metrics = metrics;
  }

  /// Completes when Kafka has acknowledged the dead letter, however long that takes.
  Uni<Void> put(String consumer, ConsumerRecord<String, byte[]> record, Throwable why) {
    return send(consumer, record, why)
        .invoke(() -> {
          if (why instanceof ForgedEvent forgery) {
            forged.alarm(consumer, record, forgery);
          }
        });
  }

  private Uni<Void> send(String consumer, ConsumerRecord<String, byte[]> record, Throwable why) {
    return Uni.createFrom().deferred(() -> kafka.sendMessage(letter(consumer, record, why)))
        .onFailure().retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely()
        .invoke(() -> {
          metrics.counter("portcullis.dead.letters", "consumer", consumer).increment();
          LOG.errorf("%s: dead letter: %s-%d@%d: %s",
              consumer, record.topic(), record.partition(), record.offset(), reason(why));
        });
  }

  /// Of the topics that this service reads beside its consumers.
  void put(@Observes ForgedRecord forged) {
    send(forged.consumer(), forged.record(), forged.why()).subscribe().with(
        _ -> {}, failure -> LOG.errorf("%s: no dead letter: %s", forged.consumer(), failure));
  }

  private static Message<byte[]> letter(String consumer, ConsumerRecord<String, byte[]> record, Throwable why) {
    boolean fits = record.value() != null && record.value().length <= LARGEST_VALUE;
    Headers headers = new RecordHeaders(record.headers());
    add(headers, "dead-letter-consumer", consumer);
    add(headers, "dead-letter-reason", reason(why));
    add(headers, "dead-letter-topic", record.topic());
    add(headers, "dead-letter-partition", Integer.toString(record.partition()));
    add(headers, "dead-letter-offset", Long.toString(record.offset()));
    if (!fits) {
      add(headers, "dead-letter-value", record.value() == null ? "none" : "left behind, too large");
    }
    var metadata = OutgoingKafkaRecordMetadata.<String>builder().withKey(record.key()).withHeaders(headers).build();
    return Message.of(fits ? record.value() : new byte[0], Metadata.of(metadata));
  }

  private static String reason(Throwable why) {
    return why instanceof MalformedEvent malformed ? malformed.getMessage() : why.getClass().getSimpleName();
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
