package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.ended.EndingsStream;
import io.portcullis.runtime.redis.RedisDoor;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.SessionEndings;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

/// for an instance that Kafka does not answer: it reads in Redis which sessions ended.
@QuarkusTest
@TestProfile(EndedSessionWithoutKafkaTest.OutOfReach.class)
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class EndedSessionWithoutKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  /// More than one answer of Redis brings.
  private static final int MANY = 1_200;

  public static final class OutOfReach implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("mp.messaging.incoming.revocations.bootstrap.servers", "localhost:1");
    }
  }

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject SessionEndings endings;
  @Inject EndingsStream stream;
  @Inject RedisDoor redis;
  @Inject MeterRegistry metrics;

  private record SignedIn(SessionId session, String token) {}

  private SignedIn signIn() throws Exception {
    AccountId account = customers.withoutFactor();
    JwtClaims claims = tokens.claims(account, "aal1", Instant.now());
    var signedIn = new SignedIn(SessionId.of(claims.getStringClaimValue("sid")), tokens.sign(claims, "at+jwt"));
    assertThat(asked(signedIn)).isEqualTo(200);
    return signedIn;
  }

  @Test
  void a44KafkaDown_givenASessionHasEnded_thenItsTokenIsRefused_andTheGaugeSaysWhy() throws Exception {
    SignedIn first = signIn();
    SignedIn next = signIn();
    add(proved(first.session()));
    await().atMost(PATIENCE).until(() -> asked(first) == 401);
    assertThat(asked(next)).isEqualTo(200);

    add(proved(next.session()));
    await().atMost(PATIENCE).until(() -> asked(next) == 401);
    assertThat(Management.metrics()).contains("portcullis_revocations_silent 1.0");
  }

  @Test
  void a44KafkaDown_givenMoreEndingsThanOneAnswerBrings_thenTheLastOneIsKnown() throws Exception {
    SignedIn last = signIn();
    for (int sent = 0; sent < MANY; sent += 100) {
      add(IntStream.range(0, 100).mapToObj(_ -> proved(new SessionId(UUID.randomUUID()))).toList().toArray(ProducerRecord[]::new));
    }
    add(proved(last.session()));
    await().atMost(PATIENCE).until(() -> asked(last) == 401);
  }

  @Test
  void a44KafkaDown_givenRedisHasLostAllOfIt_thenTheNextEndingIsKnown() throws Exception {
    SignedIn before = signIn();
    add(proved(before.session()));
    await().atMost(PATIENCE).until(() -> asked(before) == 401);
    redis.ask(api -> api.del(List.of("session:endings"))).await().atMost(PATIENCE);

    SignedIn after = signIn();
    add(proved(after.session()));
    await().atMost(PATIENCE).until(() -> asked(after) == 401);
  }

  @Test
  void a25_forgery_givenAnEntryThatSessionServiceDidNotWrite_thenTheSessionLives_andTheAlarmRings_andTheNextIsRead() throws Exception {
    SignedIn owner = signIn();
    SignedIn other = signIn();
    double before = forged();
    // Each service may write to Redis.
    add(endings.record(owner.session()));
    add(endings.provedBy("mfa-service", endings.record(owner.session())));
    redis.ask(api -> api.xadd(List.of("session:endings", "*", "record", "{\"key\":1"))).await().atMost(PATIENCE);
    add(proved(other.session()));

    await().atMost(PATIENCE).until(() -> asked(other) == 401);
    assertThat(asked(owner)).isEqualTo(200);
    assertThat(forged() - before).isEqualTo(2);
  }

  private ProducerRecord<String, byte[]> proved(SessionId session) {
    return endings.provedBy("session-service", endings.record(session));
  }

  @SafeVarargs
  private void add(ProducerRecord<String, byte[]>... records) {
    stream.add(List.of(records)).await().atMost(PATIENCE);
  }

  private double forged() {
    return metrics.counter("portcullis.events.forged", "topic", Revocation.TOPIC).count();
  }

  private int asked(SignedIn customer) {
    return given().auth().oauth2(customer.token()).get("/v1/mfa").statusCode();
  }
}
