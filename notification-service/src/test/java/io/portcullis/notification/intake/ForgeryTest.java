package io.portcullis.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.OtherServices.Person;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// one who can write to the topics, but holds no key or the key of one service alone.
@QuarkusTest
@OnTheStack
class ForgeryTest {

  private static final String DEAD_LETTERS = "portcullis.dead-letters";
  private static final Duration LONG_AGO = Duration.ofDays(31);

  @Inject OtherServices others;
  @Inject Tables tables;
  @Inject TopicProbe topics;
  @Inject MeterRegistry metrics;

  private final Mailbox mailbox = new Mailbox();
  private Person alice;

  @BeforeEach
  void arrive() {
    alice = others.aPerson();
  }

  @Test
  void a25_forgery_givenAnEventWithoutAProof_thenNobodyIsToldAndTheTrailStaysEmpty() {
    double before = forged(SecurityEvent.TOPIC);
    others.send(unsigned("auth-service", frozen()));

    refusedBy("alerting", "audit");
    await("the alarm").atMost(Duration.ofSeconds(40)).until(() -> forged(SecurityEvent.TOPIC) - before >= 2);
    nothingHappened();
  }

  @Test
  void a25_forgery_givenAnEventOfAnotherServicesKind_whenItsWriterProvesItself_thenItIsRefusedAllTheSame() {
    var record = unsigned("mfa-service", frozen());
    others.as("mfa-service").add(record.headers(), record.topic(), record.key(), record.value());
    others.send(record);

    refusedBy("alerting", "audit");
    nothingHappened();
  }

  @Test
  void a25_forgery_givenAnEventInAnotherServicesName_thenItIsRefused() {
    var record = unsigned("auth-service", frozen());
    others.as("mfa-service").add(record.headers(), record.topic(), record.key(), record.value());
    others.send(record);

    refusedBy("alerting", "audit");
    nothingHappened();
  }

  @Test
  void a25_forgery_givenAGenuineProof_whenItStandsOverAnotherAccountsEvent_thenItIsRefused() {
    Person mallory = others.aPerson();
    var genuine = unsigned("mfa-service", new RecoveryCodeUsed(OtherServices.anEvent(), mallory.account(), Instant.now(), 3, Optional.empty()));
    others.as("mfa-service").add(genuine.headers(), genuine.topic(), genuine.key(), genuine.value());
    others.send(new ProducerRecord<>(genuine.topic(), null, alice.account().toString(), genuine.value(), genuine.headers()));
    others.send(new ProducerRecord<>(genuine.topic(), null, alice.account().toString(),
        new String(genuine.value(), StandardCharsets.UTF_8).replace(mallory.account().toString(), alice.account().toString())
            .getBytes(StandardCharsets.UTF_8), genuine.headers()));

    refusedBy("alerting", "alerting", "audit", "audit");
    nothingHappened();
  }

  @Test
  void a25_forgery_givenAMessageThatAnybodyCanSeal_thenNoMailIsSentWithTheHousesName() {
    var message = new Message.RegistrationCode(alice.address(), "en", "123456", Duration.ofMinutes(10));
    byte[] sealed = others.seal(others.write(message));
    // The public key is enough to seal; and recovery-service does not write registration codes.
    var unsigned = others.unsigned("auth-service", Message.TOPIC, alice.account().toString(), Instant.now(),
        OtherServices.anEvent(), message.type(), sealed);
    others.send(unsigned);
    var other = others.unsigned("recovery-service", Message.TOPIC, alice.account().toString(), Instant.now(),
        OtherServices.anEvent(), message.type(), sealed);
    others.as("recovery-service").add(other.headers(), other.topic(), other.key(), sealed);
    others.send(other);

    refusedBy("messages", "messages");
    nothingHappened();
  }

  @Test
  void a25_forgery_givenAContactThatLeadsAlertsElsewhere_thenTheOwnerStillGetsThem() {
    var thief = OtherServices.anAddress();
    var contact = new Contact(OtherServices.anEvent(), alice.account(), Instant.now().plusSeconds(60), List.of(thief), "en");
    others.send(others.unsigned("auth-service", Contact.TOPIC, alice.account().toString(), Instant.now(), contact.id(),
        Contact.TYPE, others.write(contact)));
    refusedBy("contacts");

    others.publish(new RecoveryCodeUsed(OtherServices.anEvent(), alice.account(), Instant.now(), 3, Optional.empty()));
    mailbox.await(alice.email(), 1);
    assertThat(mailbox.to(thief.value())).isEmpty();
  }

  @Test
  void a27_replay_givenAnOldContactIsPlayedAgain_whenTheInboxHasForgottenIt_thenTheNewerOneStays() {
    var moved = new Address(Address.Channel.EMAIL, UUID.randomUUID() + "@example.net");
    var old = new Contact(OtherServices.anEvent(), alice.account(), Instant.now().minus(LONG_AGO), List.of(alice.address()), "en");
    others.publish(new Contact(OtherServices.anEvent(), alice.account(), Instant.now(), List.of(moved), "en"));
    others.publish(old);
    untilMarked(old);
    tables.rows("delete from inbox where event_id = $1", old.id().value());
    others.publish(old);
    untilMarked(old);

    others.publish(new RecoveryCodeUsed(OtherServices.anEvent(), alice.account(), Instant.now(), 3, Optional.empty()));
    mailbox.await(moved.value(), 1);
    assertThat(mailbox.to(alice.email())).isEmpty();
  }

  @Test
  void a27_replay_givenAnEventOlderThanTheInboxRemembers_thenItIsPutAside() {
    others.publish(new AccountFrozen(OtherServices.anEvent(), alice.account(), Instant.now().minus(LONG_AGO), "customer"));
    var message = new Message.RegistrationTaken(alice.address(), "en", Optional.empty());
    others.send(Message.TOPIC, alice.account().toString(), Instant.now().minus(LONG_AGO), OtherServices.anEvent(),
        message.type(), others.seal(others.write(message)));

    List<ConsumerRecord<String, byte[]>> letters = topics.await(DEAD_LETTERS, alice.account().toString(), 3);
    assertThat(letters).extracting(letter -> TopicProbe.header(letter, "dead-letter-reason"))
        .containsOnly("older than the inbox remembers");
    nothingHappened();
  }

  private void untilMarked(Contact contact) {
    await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from inbox where event_id = $1", contact.id().value()) == 1);
  }

  private AccountFrozen frozen() {
    return new AccountFrozen(OtherServices.anEvent(), alice.account(), Instant.now(), "customer");
  }

  private ProducerRecord<String, byte[]> unsigned(String writer, SecurityEvent event) {
    return others.unsigned(writer, SecurityEvent.TOPIC, event.subject().toString(), event.time(), event.id(), event.type(),
        others.write(event));
  }

  private void refusedBy(String... consumers) {
    List<ConsumerRecord<String, byte[]>> letters =
        topics.await(DEAD_LETTERS, alice.account().toString(), consumers.length);
    assertThat(letters).extracting(letter -> TopicProbe.header(letter, "dead-letter-consumer"))
        .containsExactlyInAnyOrder(consumers);
    assertThat(letters).allSatisfy(letter ->
        assertThat(TopicProbe.header(letter, "dead-letter-reason")).startsWith("forged: "));
  }

  private void nothingHappened() {
    assertThat(mailbox.to(alice.email())).isEmpty();
    assertThat(tables.count("select count(*) from audit_event where account_id = $1", alice.account().value())).isZero();
  }

  private double forged(String topic) {
    return metrics.counter("portcullis.events.forged", "topic", topic).count();
  }
}
