package io.portcullis.notification.contact;

import io.portcullis.contracts.Contact;
import io.portcullis.notification.budget.TextBudget;
import io.portcullis.notification.intake.Intake;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.Inbox;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Follows the compacted topic of verified addresses.
@Startup
@ApplicationScoped
class ContactConsumer {

  private static final String CONSUMER = "contacts";

  private final Intake intake;
  private final EventDecoder decoder;
  private final Inbox inbox;
  private final Postgres postgres;
  private final Contacts contacts;
  private final AddressMarks marks;
  private final TextBudget textBudget;
  private final Vertx vertx;

  ContactConsumer(Intake intake, EventDecoder decoder, Inbox inbox, Postgres postgres, Contacts contacts, AddressMarks marks,
      TextBudget textBudget, Vertx vertx) {
    this.intake = intake;
    intake.expect(CONSUMER);
    this.decoder = decoder;
    this.inbox = inbox;
    this.postgres = postgres;
    this.contacts = contacts;
    this.marks = marks;
    this.textBudget = textBudget;
    this.vertx = vertx;
  }

  @Incoming(CONSUMER)
  Uni<Void> receive(ConsumerRecords<String, byte[]> poll) {
    return intake.take(CONSUMER, poll, records ->
        // Opening a JWE is an elliptic-curve computation: not on the event loop.
        vertx.executeBlocking(() -> records.stream().map(decoder::contact).toList(), false).chain(this::project));
  }

  private Uni<Void> project(List<Contact> found) {
    return postgres.withTransaction(tx -> inbox.fresh(tx, CONSUMER, found, Contact::id)
        .chain(fresh -> Intake.inOrder(fresh, contact -> contacts.keepNewest(tx, contact)
            .chain(() -> marks.keepOnly(tx, contact.account(), contact.addresses()))
            .chain(() -> textBudget.proved(tx, contact.addresses())))));
  }
}
