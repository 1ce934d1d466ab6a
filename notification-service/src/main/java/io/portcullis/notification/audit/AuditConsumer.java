package io.portcullis.notification.audit;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.intake.Intake;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.Inbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The group of consumers that writes the trail, whatever becomes of the alerts.
@ApplicationScoped
class AuditConsumer {

  private static final String CONSUMER = "audit";

  private final Intake intake;
  private final EventDecoder decoder;
  private final Inbox inbox;
  private final Postgres postgres;
  private final AuditTrail trail;

  AuditConsumer(Intake intake, EventDecoder decoder, Inbox inbox, Postgres postgres, AuditTrail trail) {
    this.intake = intake;
    this.decoder = decoder;
    this.inbox = inbox;
    this.postgres = postgres;
    this.trail = trail;
  }

  @Incoming(CONSUMER)
  Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
    return intake.take(CONSUMER, record, () -> decoder.securityEvent(record)
        .map(event -> append(event, new String(record.value(), StandardCharsets.UTF_8)))
        .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> append(SecurityEvent event, String content) {
    return postgres.withTransaction(tx ->
        inbox.once(tx, CONSUMER, event.id(), () -> trail.append(tx, event, content)));
  }
}
