package io.portcullis.notification.alert;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.delivery.DeliverQueued;
import io.portcullis.notification.intake.Intake;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.Inbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The group of consumers that tells customers what happened to their accounts.
@ApplicationScoped
class AlertConsumer {

  private static final String CONSUMER = "alerting";

  private final Intake intake;
  private final EventDecoder decoder;
  private final Inbox inbox;
  private final Postgres postgres;
  private final RaiseAlert raiseAlert;
  private final DeliverQueued deliverQueued;

  AlertConsumer(Intake intake, EventDecoder decoder, Inbox inbox, Postgres postgres, RaiseAlert raiseAlert,
      DeliverQueued deliverQueued) {
    this.intake = intake;
    this.decoder = decoder;
    this.inbox = inbox;
    this.postgres = postgres;
    this.raiseAlert = raiseAlert;
    this.deliverQueued = deliverQueued;
  }

  @Incoming(CONSUMER)
  Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
    return intake.take(CONSUMER, record, () -> decoder.securityEvent(record)
        .flatMap(event -> Alert.about(event).map(alert -> raise(alert, event)))
        .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> raise(Alert alert, SecurityEvent event) {
    return postgres.withTransaction(tx ->
            inbox.once(tx, CONSUMER, event.id(), () -> raiseAlert.handle(tx, alert, event)))
        .invoke(deliverQueued::wake);
  }
}
