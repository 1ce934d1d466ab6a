package io.portcullis.recovery.recoverycase;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// BACK-3: a case that a customer opens while signed in, such as by a recovery code.
@RecoveryTest
class OwnCaseTest {

  private static final int IN_A_DAY = 5;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  AuthServiceDouble auth;

  private final AccountId account = new AccountId(UUID.randomUUID());

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private String token(boolean restricted, boolean settingsLocked) {
    JwtClaims claims = tokens.claims(account, "aal1", clock.instant());
    if (restricted) {
      claims.setClaim("scope", "restricted");
    }
    if (settingsLocked) {
      claims.setClaim("settings_locked", true);
    }
    return tokens.sign(claims, "at+jwt");
  }

  private static Response open(String token, Map<String, ?> body) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(body).post("/v1/recovery/cases/own");
  }

  @Test
  void back3_givenARestrictedSession_evenWithLockedSettings_thenACaseOfItsAccountIsOpened_andTheOwnerIsTold() {
    Response opened = open(token(true, true), Map.of("reason", "second-factor"));

    assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(202);
    topics.awaitType(account, "io.portcullis.recovery.case-opened.v1");
    String claim = opened.path("token");
    Cases.post("submit", claim).then().statusCode(204);
    assertThat(Cases.state(claim)).isEqualTo("review");
    assertThat(open(token(false, false), Map.of("reason", "trading-passphrase")).statusCode()).isEqualTo(202);
    Awaitility.await().atMost(DEADLINE).until(() -> Cases.told(topics, account).stream().filter("case-opened"::equals).count() == 2);
  }

  @Test
  void mailFlood_givenAThiefInASession_whenManyCasesAreOpened_thenFiveADay() {
    clock.stop();
    String token = token(true, false);
    for (int i = 0; i < IN_A_DAY; i++) {
      assertThat(open(token, Map.of("reason", "second-factor")).statusCode()).isEqualTo(202);
    }

    Response tooMany = open(token, Map.of("reason", "second-factor"));

    assertThat(tooMany.statusCode()).isEqualTo(429);
    assertThat(tooMany.header("Retry-After")).isNotBlank();
  }

  @Test
  void badInput_givenNobodyIsSignedIn_orNoReason_thenNothingIsOpened() {
    assertThat(given().contentType(ContentType.JSON).body(Map.of("reason", "second-factor")).post("/v1/recovery/cases/own").statusCode())
        .isEqualTo(401);
    assertThat(open("no.token.here", Map.of("reason", "second-factor")).statusCode()).isEqualTo(401);
    for (Map<String, ?> body : List.<Map<String, ?>>of(Map.of(), Map.of("reason", "boredom"),
        Map.of("reason", "second-factor", "identifier", "ada@example.org"))) {
      assertThat(open(token(true, false), body).statusCode()).as(body.toString()).isEqualTo(400);
    }
    assertThat(auth.callsAbout(account)).isEmpty();
  }
}
