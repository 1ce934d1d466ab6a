package io.portcullis.notification.message;

import io.portcullis.contracts.Message;
import io.portcullis.notification.delivery.DeliverQueued;
import io.portcullis.notification.delivery.Deliveries;
import io.portcullis.notification.intake.Intake;
import io.portcullis.notification.letter.Letter;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.EventDecoder.OwedMessage;
import io.portcullis.runtime.event.Inbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes the messages that other services owe people.
@ApplicationScoped
class MessageConsumer {

  private static final String CONSUMER = "messages";
  /// News of a week ago only worries.
  private static final Duration WITHOUT_END = Duration.ofDays(7);

  private final Intake intake;
  private final EventDecoder decoder;
  private final Inbox inbox;
  private final Postgres postgres;
  private final MessageLetters letters;
  private final Deliveries deliveries;
  private final DeliverQueued deliverQueued;
  private final Vertx vertx;

  MessageConsumer(Intake intake, EventDecoder decoder, Inbox inbox, Postgres postgres, MessageLetters letters,
      Deliveries deliveries, DeliverQueued deliverQueued, Vertx vertx) {
    this.intake = intake;
    this.decoder = decoder;
    this.inbox = inbox;
    this.postgres = postgres;
    this.letters = letters;
    this.deliveries = deliveries;
    this.deliverQueued = deliverQueued;
    this.vertx = vertx;
  }

  @Incoming(CONSUMER)
  Uni<Void> receive(ConsumerRecord<String, byte[]> record) {
    return intake.take(CONSUMER, record, () ->
        // Opening a JWE is an elliptic-curve computation: not on the event loop.
        vertx.executeBlocking(() -> decoder.message(record), false)
            .chain(owed -> owed.map(message -> queue(message, Instant.ofEpochMilli(record.timestamp())))
                .orElseGet(() -> Uni.createFrom().voidItem())));
  }

  /// @param written when the other service committed it: its validity counts from there
  private Uni<Void> queue(OwedMessage owed, Instant written) {
    Message message = owed.message();
    Letter letter = letters.write(message);
    Instant expires = written.plus(MessageLetters.validity(message).orElse(WITHOUT_END));
    return postgres.withTransaction(tx -> inbox.once(tx, CONSUMER, owed.id(), () ->
            deliveries.queue(tx, message.type(), message.to(), letter, expires)))
        .invoke(deliverQueued::wake);
  }
}
