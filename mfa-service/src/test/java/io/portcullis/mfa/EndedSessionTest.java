package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SessionId;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.SessionEndings;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// the access token of a session that has ended, shown past the gateway.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class EndedSessionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject SessionEndings endings;
  @Inject MeterRegistry metrics;

  private SessionId session;
  private String token;

  @BeforeEach
  void signIn() throws Exception {
    await().atMost(Duration.ofSeconds(40)).until(Management::isReady);
    AccountId account = customers.withoutFactor();
    JwtClaims claims = tokens.claims(account, "aal1", Instant.now());
    session = SessionId.of(claims.getStringClaimValue("sid"));
    token = tokens.sign(claims, "at+jwt");
    assertThat(asked()).isEqualTo(200);
  }

  @Test
  void a44StaleAuthority_givenASessionHasEnded_thenItsTokenIsRefused() {
    endings.end(session);

    await().atMost(PATIENCE).until(() -> asked() == 401);
  }

  @Test
  void a25_forgery_givenARevocationThatSessionServiceDidNotWrite_thenTheSessionLives_andTheAlarmRings() {
    double before = forged();
    endings.send(endings.record(session));
    // Every other service is a reader of this topic, and can make a proof; but not this writer's.
    endings.send(endings.provedBy("notification-service", endings.record(session)));
    endings.send(endings.provedBy("mfa-service", endings.record(session)));

    await().atMost(PATIENCE).until(() -> forged() - before == 3);
    assertThat(asked()).isEqualTo(200);
  }

  private double forged() {
    return metrics.counter("portcullis.events.forged", "topic", Revocation.TOPIC).count();
  }

  private int asked() {
    return given().auth().oauth2(token).get("/v1/mfa").statusCode();
  }
}
