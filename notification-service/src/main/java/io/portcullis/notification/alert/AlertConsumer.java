package io.portcullis.notification.alert;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.delivery.DeliverQueued;
import io.portcullis.notification.intake.Intake;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.Inbox;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The group of consumers that tells customers what happened to their accounts.
@Startup
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
    intake.expect(CONSUMER);
    this.decoder = decoder;
    this.inbox = inbox;
    this.postgres = postgres;
    this.raiseAlert = raiseAlert;
    this.deliverQueued = deliverQueued;
  }

  @Incoming(CONSUMER)
  Uni<Void> receive(ConsumerRecords<String, byte[]> poll) {
    return intake.take(CONSUMER, poll, records -> raise(records.stream()
        .map(decoder::securityEvent).flatMap(Optional::stream)
        .map(event -> new Raised(Alert.about(event), event))
        .filter(raised -> raised.alert().isPresent() || raised.event() instanceof IdentifierChange).toList()));
  }

  private Uni<Void> raise(List<Raised> alerts) {
    return alerts.isEmpty()
        ? done()
        : postgres.withTransaction(tx -> inbox.fresh(tx, CONSUMER, alerts, raised -> raised.event().id())
                .chain(fresh -> Intake.inOrder(fresh, raised -> raiseAlert.expectContact(tx, raised.event())
                    .chain(() -> raised.alert().map(alert -> raiseAlert.handle(tx, alert, raised.event()))
                        .orElseGet(() -> done())))))
            .invoke(deliverQueued::wake);
  }

  private record Raised(Optional<Alert> alert, SecurityEvent event) {}
}
