package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.notification.intake.Intake;
import io.portcullis.notification.sharedsignals.QueuedSets.Listening;
import io.portcullis.runtime.event.EventDecoder;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The group of consumers that queues events for streams.
@Startup
@ApplicationScoped
class SharedSignalsConsumer {

  private static final String CONSUMER = "shared-signals";

  private final Intake intake;
  private final EventDecoder decoder;
  private final QueuedSets sets;
  private final QueueEvents queue;
  private final int mostWaiting;

  SharedSignalsConsumer(Intake intake, EventDecoder decoder, QueuedSets sets, QueueEvents queue, SharedSignalsConfig config) {
    intake.expect(CONSUMER);
    this.intake = intake;
    this.decoder = decoder;
    this.sets = sets;
    this.queue = queue;
    mostWaiting = config.waiting();
  }

  @Incoming(CONSUMER)
  Uni<Void> receive(ConsumerRecords<String, byte[]> poll) {
    return intake.take(CONSUMER, poll, records -> sets.listening(mostWaiting).chain(streams -> queue(records, streams)));
  }

  // Where there is no stream, nothing is decoded.
  private Uni<Void> queue(List<ConsumerRecord<String, byte[]>> records, List<Listening> streams) {
    return streams.isEmpty() ? done()
        : queue.handle(records.stream().flatMap(record -> decoder.securityEvent(record).stream()).toList(), streams);
  }
}
