package io.portcullis.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.OtherServices.Person;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheStack
class IntakeTest {

  private static final String DEAD_LETTERS = "portcullis.dead-letters";
  private static final String TYPE = "io.portcullis.mfa.recovery-code-used.v1";

  @Inject OtherServices others;
  @Inject Tables tables;
  @Inject TopicProbe topics;

  private final Mailbox mailbox = new Mailbox();
  private Person alice;

  @BeforeEach
  void arrive() {
    alice = others.aPerson();
  }

  @Test
  void poisonPill_givenUnreadableRecordsAmongGoodOnes_thenTheyArePutAsideAndTheRestIsTakenInOrder() {
    used(9);
    bytes("{\"id\":", TYPE);
    bytes("null", TYPE);
    bytes("[]", TYPE);
    bytes("{\"id\":\"not-an-id\",\"canary-7f1e\":\"s3cret\"}", TYPE);
    others.send(SecurityEvent.TOPIC, alice.account().toString(), OtherServices.anEvent(), TYPE, null);
    used(8);

    assertThat(mailbox.await(alice.email(), 2)).extracting(Mailbox.Delivered::text)
        .anyMatch(text -> text.contains("You have 9 left")).anyMatch(text -> text.contains("You have 8 left"));
    // Two groups read the topic, each puts aside what it can't take.
    List<ConsumerRecord<String, byte[]>> letters = topics.await(DEAD_LETTERS, alice.account().toString(), 10);
    assertThat(letters).extracting(letter -> TopicProbe.header(letter, "dead-letter-consumer"))
        .containsOnly("alerting", "audit");
    assertThat(letters).allSatisfy(letter -> {
      assertThat(TopicProbe.header(letter, "dead-letter-reason")).matches("the body is .*|forged: pc_mac_notification-service is missing").doesNotContain("s3cret");
      assertThat(TopicProbe.header(letter, "dead-letter-topic")).isEqualTo(SecurityEvent.TOPIC);
      assertThat(TopicProbe.header(letter, "ce_type")).isEqualTo(TYPE);
    });
  }

  @Test
  void poisonPill_givenARecordThatOurOwnCodeChokesOn_thenItIsPutAsideToo() {
    // Readable, but a field that the rule needs is missing.
    bytes("{\"id\":\"%s\",\"subject\":\"%s\",\"time\":\"%s\"}"
        .formatted(OtherServices.anEvent(), alice.account(), Instant.now()), "io.portcullis.session.session-established.v1");
    used(7);

    mailbox.await(alice.email(), mail -> mail.text().contains("You have 7 left"));
    assertThat(topics.await(DEAD_LETTERS, alice.account().toString(), 1).getFirst().value()).isNotEmpty();
  }

  @Test
  void givenATypeFromTheFuture_thenItIsPassedOverWithoutADeadLetter() {
    bytes("{\"whatever\":1}", "io.portcullis.auth.account-beamed-up.v9");
    used(6);

    mailbox.await(alice.email(), mail -> mail.text().contains("You have 6 left"));
    untilAudited(1);
    assertThat(topics.present(DEAD_LETTERS, alice.account().toString())).isEmpty();
  }

  @Test
  void givenTheDatabaseIsAway_whenItIsBack_thenEveryEventIsTakenOnceAndInOrder() {
    String database = tables.rows("select current_database()").getFirst().getString(0);
    used(3);
    untilAudited(1);

    try (var outage = Outage.of(database)) {
      used(2);
      others.publish(new AccountFrozen(OtherServices.anEvent(), alice.account(), Instant.now(), "customer"));
      outage.lasts(Duration.ofSeconds(2));
    }

    untilAudited(3);
    assertThat(tables.rows("select type from audit_event where account_id = $1 order by seq", alice.account().value()))
        .extracting(row -> row.getString(0)).containsExactly(TYPE, TYPE, "io.portcullis.auth.account-frozen.v1");
    mailbox.await(alice.email(), 3);
    assertThat(topics.present(DEAD_LETTERS, alice.account().toString())).isEmpty();
  }

  @Test
  void givenAFailure_thenOnlyThoseOfTheWorldAreWaitedFor() {
    assertThat(Intake.willPass(new ConnectException())).isTrue();
    assertThat(Intake.willPass(new VertxException("Connection closed"))).isTrue();
    assertThat(Intake.willPass(new PgException("shutting down", "FATAL", "57P01", ""))).isTrue();
    assertThat(Intake.willPass(new PgException("deadlock", "ERROR", "40P01", ""))).isTrue();
    assertThat(Intake.willPass(new PgException("NUL in text", "ERROR", "22021", ""))).isFalse();
    assertThat(Intake.willPass(new PgException("check violated", "ERROR", "23514", ""))).isFalse();
    assertThat(Intake.willPass(new NullPointerException())).isFalse();
  }

  private void untilAudited(int events) {
    await().atMost(Duration.ofSeconds(40)).ignoreExceptions().until(() -> tables.count(
        "select count(*) from audit_event where account_id = $1", alice.account().value()) == events);
  }

  private void used(int left) {
    others.publish(new RecoveryCodeUsed(OtherServices.anEvent(), alice.account(), Instant.now(), left, Optional.empty()));
  }

  private void bytes(String body, String type) {
    others.send(SecurityEvent.TOPIC, alice.account().toString(), OtherServices.anEvent(), type,
        body.getBytes(StandardCharsets.UTF_8));
  }
}
