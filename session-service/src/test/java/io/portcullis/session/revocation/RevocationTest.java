package io.portcullis.session.revocation;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.RecordProofs;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.testkit.MutableClock;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// A session that ended on another instance: this one hears of it by each way alone.
@OnStack
class RevocationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  /// How much the clocks of two instances may differ (attack A-34).
  private static final Duration AHEAD = Duration.ofSeconds(90);
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject Revocations revocations;
  @Inject RevokedSessions table;
  @Inject MutableClock clock;
  @Inject MeterRegistry metrics;
  @Inject RedisAPI redis;
  @ConfigProperty(name = "portcullis.kafka") String kafka;
  @ConfigProperty(name = "portcullis.keys") String keys;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void a44_givenKafkaIsSilent_whenPostgresNotifies_thenTheTokenIsRefusedWithinASecond() {
    var tokens = phone.signIn(newAccount());
    assertThat(phone.check(tokens.accessToken()).statusCode()).isEqualTo(200);

    rows.query("select pg_notify('portcullis_session_ended', ?)::text", tokens.session());

    Awaitility.await().atMost(PATIENCE).until(() -> phone.check(tokens.accessToken()).statusCode() == 401);
  }

  @Test
  void a44_givenASessionEndsHere_thenItsEndingIsNotifiedWithTheCommit() throws SQLException {
    var tokens = phone.signIn(newAccount());
    try (Connection other = rows.connect()) {
      try (var listen = other.createStatement()) {
        listen.execute("listen portcullis_session_ended");
      }

      given().auth().oauth2(tokens.accessToken()).post("/v1/sign-out").then().statusCode(204);

      PGNotification[] heard = other.unwrap(PGConnection.class).getNotifications(1_000);
      assertThat(heard).extracting(PGNotification::getParameter).contains(tokens.session());
    }
  }

  @Test
  void a44_givenASessionEndsHere_thenRedisTellsOfIt_withTheProofsOfKafka() {
    var tokens = phone.signIn(newAccount());
    given().auth().oauth2(tokens.accessToken()).post("/v1/sign-out").then().statusCode(204);

    Awaitility.await().atMost(PATIENCE).until(() -> newestInRedis().contains(tokens.session()));
    assertThat(newestInRedis()).contains("pc_mac_mfa-service", "pc_mac_recovery-service", Revocation.TYPE);
  }

  private String newestInRedis() {
    return String.valueOf(redis.xrevrange(List.of("session:endings", "+", "-", "COUNT", "20")).await().atMost(PATIENCE));
  }

  @Test
  void a44_givenPostgresIsSilent_whenTheTopicTells_thenTheTokenIsRefusedWithinASecond() {
    var tokens = phone.signIn(newAccount());
    publish(tokens.session(), """
        {"id":"%s","session":"%s","time":"%s","until":"%s"}""".formatted(
        UUID.randomUUID(), tokens.session(), clock.instant(), clock.instant().plusSeconds(360)));

    Awaitility.await().atMost(PATIENCE).until(() -> phone.check(tokens.accessToken()).statusCode() == 401);
  }

  @Test
  void a26PoisonPill_givenARecordThatCantBeRead_thenTheNextOneIsHeard() {
    var tokens = phone.signIn(newAccount());
    publish(tokens.session(), "{\"id\":");
    publish(tokens.session(), "null");
    publish(tokens.session(), "{}");
    publish(tokens.session(), """
        {"id":"%s","session":"%s","time":"%s","until":"%s","fromTheFuture":1}""".formatted(
        UUID.randomUUID(), tokens.session(), clock.instant(), clock.instant().plusSeconds(360)));

    Awaitility.await().atMost(PATIENCE).until(() -> phone.check(tokens.accessToken()).statusCode() == 401);
  }

  @Test
  void restart_givenBothWaysMissedIt_whenTheTableIsRead_thenTheTokenIsRefused() {
    var tokens = phone.signIn(newAccount());
    rows.update("update session set ended_at = now(), end_reason = 'SIGNED_OUT' where id = ?", UUID.fromString(tokens.session()));
    assertThat(phone.check(tokens.accessToken()).statusCode()).isEqualTo(200);

    table.reload().await().atMost(PATIENCE);

    assertThat(phone.check(tokens.accessToken()).statusCode()).isEqualTo(401);
  }

  @Test
  void boundedMemory_givenTheLastTokenHasExpired_thenTheEndingIsForgotten() {
    clock.stop();
    Instant now = clock.instant();
    var session = new SessionId(UUID.randomUUID());
    revocations.add(session, now.plusSeconds(360));
    revocations.add(session, now.plusSeconds(10)); // told again with less: the longer memory stays
    clock.advance(Duration.ofSeconds(359));
    revocations.forgetExpired();
    assertThat(revocations.contains(session)).isTrue();

    clock.advance(Duration.ofSeconds(2));
    revocations.forgetExpired();

    assertThat(revocations.contains(session)).isFalse();
    revocations.add(session, now.plusSeconds(360));
    assertThat(revocations.contains(session)).isFalse();
  }

  @Test
  void boundedMemory_givenAFloodOfEndings_thenEachIsHeldForItsTimeAndNoneForLonger() {
    Instant now = clock.instant();
    double before = known();
    List<SessionId> flood = Stream.generate(() -> new SessionId(UUID.randomUUID())).limit(100_000).toList();
    flood.forEach(session -> revocations.add(session, now.plusSeconds(60)));
    revocations.forgetExpired();
    assertThat(flood.stream().filter(revocations::contains).count()).isEqualTo(flood.size());
    assertThat(known()).isEqualTo(before + flood.size());

    clock.advance(Duration.ofSeconds(61));
    revocations.forgetExpired();

    assertThat(flood.stream().filter(revocations::contains).count()).isZero();
    assertThat(known()).isLessThanOrEqualTo(before);
  }

  @Test
  void a34Skew_givenATokenFromAnInstanceThatIsAhead_whenItsSessionEndsHere_thenItIsRefusedForAsLongAsItCouldBeUsed() {
    clock.advance(AHEAD);
    var tokens = phone.signIn(newAccount());
    clock.reset();
    given().auth().oauth2(tokens.accessToken()).post("/v1/sign-out").then().statusCode(204);

    refusedAtTheVeryEnd(tokens.accessToken());
  }

  @Test
  void a34Skew_givenThisInstanceIsAhead_whenTheTableTellsOfAnEndingByOneThatIsNot_thenItIsRefusedForAsLong() {
    clock.advance(AHEAD);
    var tokens = phone.signIn(newAccount());
    rows.update("update session set ended_at = now(), end_reason = 'SIGNED_OUT' where id = ?", UUID.fromString(tokens.session()));
    table.reload().await().atMost(PATIENCE);

    refusedAtTheVeryEnd(tokens.accessToken());
  }

  // The last moment at which the token's age alone would let it pass.
  private void refusedAtTheVeryEnd(String accessToken) {
    clock.reset();
    clock.advance(AHEAD.plus(LIFETIME).minusSeconds(5));
    revocations.forgetExpired();
    assertThat(phone.check(accessToken).statusCode()).isEqualTo(401);
  }

  private double known() {
    return metrics.get("portcullis.revocations.known").gauge().value();
  }

  private void publish(String key, String body) {
    try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer())) {
      var record = new ProducerRecord<>(Revocation.TOPIC, key, body.getBytes(StandardCharsets.UTF_8));
      Map.of("ce_id", UUID.randomUUID().toString(), "ce_source", "/portcullis/session-service", "ce_type", Revocation.TYPE,
              "ce_time", clock.instant().toString())
          .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
      RecordProofs.of("session-service", Path.of(keys)).add(record.headers(), record.topic(), record.key(), record.value());
      producer.send(record);
    }
  }
}
