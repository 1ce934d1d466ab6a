package io.portcullis.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.OtherServices.Person;
import io.portcullis.notification.Tables;
import io.portcullis.runtime.ended.EndedSessions;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// one who can write to the topics sends what no producer of the house would, and as much as the broker takes.
/// Behind it lies a good record, in the same partition.
@QuarkusTest
@OnTheStack
class OddRecordsTest {

  private static final int PARTITIONS = 6;
  /// Kafka refuses a record without a key there.
  private static final List<String> COMPACTED = List.of(Contact.TOPIC, Revocation.TOPIC);
  /// As much as the broker takes, with room for the rest of the record.
  private static final int MUCH = 60_000;
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  @Inject OtherServices others;
  @Inject TopicProbe topics;
  @Inject Tables tables;
  @Inject EndedSessions ended;
  @Inject MeterRegistry metrics;
  @ConfigProperty(name = "portcullis.kafka") String kafka;

  private final Mailbox mailbox = new Mailbox();
  private Person alice;

  @BeforeEach
  void arrive() {
    alice = others.aPerson();
  }

  @Test
  void a26_oddRecords_givenThemAmongTheEvents_thenTheOwnerIsToldAllTheSame() {
    contactIsKnown();
    sendOddOnes(SecurityEvent.TOPIC);
    others.publish(new RecoveryCodeUsed(OtherServices.anEvent(), alice.account(), Instant.now(), 7, Optional.empty()));
    mailbox.await(alice.email(), mail -> mail.text().contains("You have 7 left"));
  }

  @Test
  void a26_oddRecords_givenThemAmongTheMessages_thenTheMailIsSentAllTheSame() {
    sendOddOnes(Message.TOPIC);
    others.owe(alice.account().value(), new Message.RegistrationTaken(alice.address(), "en", Optional.empty()));
    mailbox.await(alice.email(), 1);
  }

  @Test
  void a26_oddRecords_givenThemAmongTheContacts_thenTheNewAddressIsUsedAllTheSame() {
    sendOddOnes(Contact.TOPIC);
    var moved = new Address(Address.Channel.EMAIL, UUID.randomUUID() + "@example.net");
    others.publish(new Contact(OtherServices.anEvent(), alice.account(), Instant.now(), List.of(moved), "en"));
    await().atMost(DEADLINE).pollInterval(Duration.ofMillis(500)).until(() -> {
      others.publish(new RecoveryCodeUsed(OtherServices.anEvent(), alice.account(), Instant.now(), 3, Optional.empty()));
      return !mailbox.to(moved.value()).isEmpty();
    });
  }

  @Test
  void a26_oddRecords_givenThemAmongTheRevocations_thenTheEndingIsKnownAllTheSame() {
    sendOddOnes(Revocation.TOPIC);
    endAliceSession();
  }

  @Test
  void a26_flood_givenAThousandForgedRecords_thenTheEndingBehindIsKnown_andFewArePutAside() {
    double before = metrics.counter("portcullis.events.forged", "topic", Revocation.TOPIC).count();
    try (var producer = producer()) {
      for (int i = 0; i < 1000; i++) {
        producer.send(odd(Revocation.TOPIC, alice.account().toString().getBytes(StandardCharsets.US_ASCII), bytes("{}"), null));
      }
    }
    endAliceSession();
    assertThat(metrics.counter("portcullis.events.forged", "topic", Revocation.TOPIC).count() - before).isGreaterThanOrEqualTo(1000);
    // A hundred a minute, and a minute may end meanwhile. None, if another flood came just before.
    assertThat(topics.present("portcullis.dead-letters", alice.account().toString()))
        .filteredOn(letter -> TopicProbe.header(letter, "dead-letter-topic").equals(Revocation.TOPIC)).hasSizeLessThanOrEqualTo(200);
  }

  private void contactIsKnown() {
    await("the contact").atMost(DEADLINE).until(() ->
        tables.count("select count(*) from contact where account_id = $1", alice.account().value()) == 1);
  }

  private void endAliceSession() {
    var session = new SessionId(alice.account().value());
    byte[] body = others.write(new Revocation(OtherServices.anEvent(), session, Instant.now(), Instant.now().plusSeconds(600)));
    var record = others.unsigned("session-service", Revocation.TOPIC, session.toString(), Instant.now(), OtherServices.anEvent(),
        Revocation.TYPE, body);
    others.as("session-service").add(record.headers(), record.topic(), record.key(), body);
    others.send(record);
    await().atMost(DEADLINE).until(() -> ended.contains(session));
  }

  private void sendOddOnes(String topic) {
    byte[] key = bytes("k");
    byte[] value = bytes("{}");
    var odd = new ArrayList<ProducerRecord<byte[], byte[]>>();
    if (!COMPACTED.contains(topic)) {
      odd.add(odd(topic, null, null, null));
      odd.add(odd(topic, null, value, null));
    }
    odd.add(odd(topic, new byte[0], value, null));
    odd.add(odd(topic, new byte[]{(byte) 0xff, (byte) 0xc0}, value, null));
    odd.add(odd(topic, bytes(alice.account().toString()), null, null));
    odd.add(odd(topic, key, value, 0L));
    odd.add(odd(topic, key, value, Long.MAX_VALUE));
    odd.add(odd(topic, bytes("k".repeat(MUCH)), value, null));
    odd.add(odd(topic, noise(MUCH), value, null));
    odd.add(odd(topic, key, noise(MUCH), null));
    odd.add(odd(topic, key, bytes("[".repeat(MUCH)), null));
    odd.add(odd(topic, noise(MUCH / 3), noise(MUCH / 3), null, headers -> headers.add("big", noise(MUCH / 4))));
    odd.add(odd(topic, key, value, null, headers -> headers.add("big", noise(MUCH))));
    odd.add(odd(topic, key, value, null, headers -> headers.add("x".repeat(MUCH), value)));
    odd.add(odd(topic, key, value, null, headers -> headers.add("\uffff".repeat(MUCH / 3), value)));
    odd.add(odd(topic, key, value, null, headers -> {
      for (int i = 0; i < 6_000; i++) {
        headers.add("h" + i, new byte[]{1});
      }
    }));
    odd.add(odd(topic, key, value, null, headers -> headers.add("none", null).add("", new byte[0])));
    odd.add(odd(topic, key, value, null, headers -> headers.add("traceparent", bytes("00-zz\r\n")).add("traceparent", noise(60))));
    odd.add(odd(topic, key, value, null, headers -> List.of("ce_id", "ce_source", "ce_type", "ce_time", "content-type")
        .forEach(name -> headers.add(name, noise(MUCH / 6)))));
    odd.add(odd(topic, key, value, null, headers -> headers.add("pc_mac_notification-service", noise(MUCH))));
    odd.add(odd(topic, key, value, null, headers -> headers.add("dead-letter-topic", noise(30)).add("dead-letter-reason", null)));
    try (var producer = producer()) {
      assertThat(odd.stream().map(producer::send).toList()).allSatisfy(sent -> assertThat(sent.get().hasOffset()).isTrue());
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @SafeVarargs
  private ProducerRecord<byte[], byte[]> odd(String topic, byte[] key, byte[] value, Long time, Consumer<Headers>... more) {
    int partition = Utils.toPositive(Utils.murmur2(bytes(alice.account().toString()))) % PARTITIONS;
    var record = new ProducerRecord<>(topic, partition, time, key, value);
    Map.of("ce_id", UUID.randomUUID().toString(), "ce_source", "/portcullis/auth-service", "ce_time", Instant.now().toString(),
            "ce_type", "io.portcullis.auth.account-frozen.v1")
        .forEach((name, text) -> record.headers().add(name, bytes(text)));
    List.of(more).forEach(headers -> headers.accept(record.headers()));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// No text: read as UTF-8 it grows.
  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(26).nextBytes(noise);
    return noise;
  }
}
