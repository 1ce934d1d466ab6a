package io.portcullis.notification.audit;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.notification.audit.AuditTrail.Occurrence;
import io.portcullis.notification.intake.Intake;
import io.portcullis.runtime.event.EventDecoder;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The group of consumers that writes the trail, whatever becomes of the alerts.
@Startup
@ApplicationScoped
class AuditConsumer {

  private static final String CONSUMER = "audit";

  private final Intake intake;
  private final EventDecoder decoder;
  private final AuditTrail trail;
  private final IntegrateEntries integrate;

  AuditConsumer(Intake intake, EventDecoder decoder, AuditTrail trail, IntegrateEntries integrate) {
    this.intake = intake;
    intake.expect(CONSUMER);
    this.decoder = decoder;
    this.trail = trail;
    this.integrate = integrate;
  }

  @Incoming(CONSUMER)
  Uni<Void> receive(ConsumerRecords<String, byte[]> poll) {
    return intake.take(CONSUMER, poll, records -> append(records.stream()
        .flatMap(record -> decoder.securityEvent(record).map(event ->
            Occurrence.of(event, new String(record.value(), StandardCharsets.UTF_8))).stream()).toList()));
  }

  private Uni<Void> append(List<Occurrence> occurrences) {
    return occurrences.isEmpty() ? done() : trail.append(occurrences).invoke(integrate::wake);
  }
}
