package io.portcullis.notification.message;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.EventId;
import io.portcullis.contracts.Message;
import io.portcullis.notification.delivery.DeliverQueued;
import io.portcullis.notification.delivery.Deliveries;
import io.portcullis.notification.delivery.Deliveries.Timing;
import io.portcullis.notification.intake.Intake;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.Inbox;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes the messages that other services owe people.
@Startup
@ApplicationScoped
class MessageConsumer {

  private static final String CONSUMER = "messages";
  /// News of a week ago only worries.
  private static final Duration WITHOUT_END = Duration.ofDays(7);
  /// A stranger can cause the same news as often as they register or claim the address: the third says nothing new.
  private static final int SAME_NEWS_AN_HOUR = 2;

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
    intake.expect(CONSUMER);
    this.decoder = decoder;
    this.inbox = inbox;
    this.postgres = postgres;
    this.letters = letters;
    this.deliveries = deliveries;
    this.deliverQueued = deliverQueued;
    this.vertx = vertx;
  }

  @Incoming(CONSUMER)
  Uni<Void> receive(ConsumerRecords<String, byte[]> poll) {
    return intake.take(CONSUMER, poll, records ->
        // Opening a JWE is an elliptic-curve computation: not on the event loop.
        vertx.executeBlocking(() -> records.stream().map(this::open).flatMap(Optional::stream).toList(), false)
            .chain(this::queue));
  }

  private Optional<Owed> open(ConsumerRecord<String, byte[]> record) {
    return decoder.message(record).filter(owed -> !isDecoy(owed.message())).map(owed -> {
      Message message = owed.message();
      // Validity counts from the other service's commit.
      Instant expires = owed.time().plus(MessageLetters.validity(message).orElse(WITHOUT_END));
      return new Owed(owed.id(), message, owed.time(), expires);
    });
  }

  // Owed for nobody, so that the service that asks works the same for everybody.
  private static boolean isDecoy(Message message) {
    return message instanceof Message.HumanCode code && code.delivery() == Message.HumanCode.Delivery.DECOY;
  }

  private Uni<Void> queue(List<Owed> messages) {
    return postgres.withTransaction(tx -> inbox.fresh(tx, CONSUMER, messages, Owed::id)
            .chain(fresh -> Intake.inOrder(fresh, owed -> isOldNews(tx, owed.message()).chain(old -> old
                ? done()
                : letters.write(tx, owed.message(), owed.time()).chain(letter -> deliveries.queue(tx, owed.id().value(),
                    owed.message().type(), MessageLetters.purpose(owed.message()), owed.message().to(), letter,
                    new Timing(owed.time(), owed.time(), owed.expires())))))))
        .invoke(deliverQueued::wake);
  }

  // Replicas that take two of them at once may each send one more.
  private Uni<Boolean> isOldNews(SqlConnection tx, Message message) {
    return message instanceof Message.RegistrationTaken taken && taken.account().isPresent()
        ? deliveries.countSince(tx, taken.account().get(), taken.type(), taken.to().channel(), Duration.ofHours(1))
            .map(told -> told >= SAME_NEWS_AN_HOUR)
        : now(false);
  }

  private record Owed(EventId id, Message message, Instant time, Instant expires) {}
}
