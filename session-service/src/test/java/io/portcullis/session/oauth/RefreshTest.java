package io.portcullis.session.oauth;

import static io.portcullis.session.Phone.newAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.Revocation;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnStack
class RefreshTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void givenACurrentToken_whenRefreshed_thenNewTokensWorkAndMayNotBeCached() {
    var tokens = phone.signIn(newAccount());

    Response answer = phone.refresh(tokens.refreshToken());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.jsonPath().getString("token_type")).isEqualTo("Bearer");
    assertThat(answer.jsonPath().getInt("expires_in")).isEqualTo(300);
    assertThat(answer.jsonPath().getString("refresh_token")).isNotEqualTo(tokens.refreshToken());
    Response check = phone.check(answer.path("access_token"));
    assertThat(check.statusCode()).isEqualTo(200);
    assertThat(check.header("X-Portcullis-Session")).isEqualTo(tokens.session());
  }

  @Test
  void a07Retry_givenTheAnswerWasLost_whenTheClientAsksAgainWithinTheGrace_thenItGetsTheSameSuccessor() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    String lost = phone.refreshed(tokens.refreshToken());

    rows.letPassSinceRefresh(tokens.session(), Duration.ofSeconds(29));
    String repeated = phone.refreshed(tokens.refreshToken());

    assertThat(repeated).isEqualTo(lost);
    assertThat(phone.refresh(repeated).statusCode()).isEqualTo(200);
  }

  @Test
  void a07Race_given64RequestsWithOneToken_thenAllGetOneSuccessorAndOneLeafLives() {
    for (int round = 0; round < 5; round++) {
      var tokens = phone.signIn(newAccount());

      List<Response> answers = Together.run(64, () -> phone.refresh(tokens.refreshToken()));

      assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
      var successors = new HashSet<>(answers.stream().map(answer -> answer.path("refresh_token").toString()).toList());
      assertThat(successors).hasSize(1);
      assertThat(rows.generation(tokens.session())).isEqualTo(1);
      assertThat(phone.refresh(successors.iterator().next()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a07Reuse_givenTheGraceIsOver_whenAReplacedTokenComesBack_thenTheFamilyEndsAndEverybodyIsTold() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    Response first = phone.refresh(tokens.refreshToken());
    rows.letPassSinceRefresh(tokens.session(), Duration.ofSeconds(31));

    Response reuse = phone.refresh(tokens.refreshToken());

    assertThat(reuse.statusCode()).isEqualTo(400);
    assertThat(reuse.path("error").toString()).isEqualTo("invalid_grant");
    assertThat(rows.endReason(tokens.session())).contains("REFRESH_TOKEN_REUSED");
    assertThat(phone.refresh(first.path("refresh_token")).statusCode()).isEqualTo(400);
    assertThat(phone.check(first.path("access_token")).statusCode()).isEqualTo(401);
    assertThat(topics.awaitType(tokens.account(), "io.portcullis.session.refresh-token-reused.v1"))
        .filteredOn("io.portcullis.session.refresh-token-reused.v1"::equals).hasSize(1);
    topics.await(Revocation.TOPIC, tokens.session(), 1);
  }

  @Test
  void a07Reuse_givenAGrandparent_whenItComesBackEvenWithinTheGrace_thenTheFamilyEnds() {
    var tokens = phone.signIn(newAccount());
    phone.refreshed(phone.refreshed(tokens.refreshToken()));

    assertThat(phone.refresh(tokens.refreshToken()).statusCode()).isEqualTo(400);
    assertThat(rows.endReason(tokens.session())).contains("REFRESH_TOKEN_REUSED");
  }

  @Test
  void a07Reuse_givenAnotherClientWithinTheGrace_whenItPresentsTheReplacedToken_thenTheFamilyEnds() {
    var tokens = phone.signIn(newAccount());
    phone.refreshed(tokens.refreshToken());

    assertThat(phone.refresh(tokens.refreshToken(), "curl/8.5.0").statusCode()).isEqualTo(400);
    assertThat(rows.endReason(tokens.session())).contains("REFRESH_TOKEN_REUSED");
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.7, 203.0.113.7", "203.0.113.7, ::ffff:203.0.113.7", "2001:db8:1:1::7, 2001:db8:1:1:ffff::8"})
  void a07Retry_givenManyLostAnswers_whenTheClientAsksAgainFromItsNetwork_thenItGetsTheOneSuccessor(String home, String again) {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    String lost = refresh(tokens.refreshToken(), home).path("refresh_token");
    for (int i = 0; i < 5; i++) {
      rows.letPassSinceRefresh(tokens.session(), Duration.ofSeconds(5));
      assertThat(refresh(tokens.refreshToken(), again).<String>path("refresh_token")).isEqualTo(lost);
    }
    assertThat(rows.generation(tokens.session())).isEqualTo(1);
    // Asking again does not prolong it.
    rows.letPassSinceRefresh(tokens.session(), Duration.ofSeconds(6));
    assertThat(refresh(tokens.refreshToken(), again).statusCode()).isEqualTo(400);
    assertThat(rows.endReason(tokens.session())).contains("REFRESH_TOKEN_REUSED");
  }

  private static Response refresh(String token, String address) {
    return RestAssured.given().header("User-Agent", Phone.USER_AGENT).header("X-Forwarded-For", address)
        .formParam("grant_type", "refresh_token").formParam("refresh_token", token).post("/oauth2/token");
  }

  @Test
  void a07Reuse_givenManyReusesAtOnce_thenTheFamilyEndsOnceAndAlertsOnce() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    phone.refreshed(tokens.refreshToken());
    rows.letPassSinceRefresh(tokens.session(), Duration.ofSeconds(31));

    Together.run(16, () -> phone.refresh(tokens.refreshToken()));

    topics.awaitType(tokens.account(), "io.portcullis.session.session-revoked.v1");
    assertThat(topics.present("portcullis.security-events", tokens.account().toString()).stream().map(TopicProbe::type))
        .containsExactly("io.portcullis.session.session-established.v1",
            "io.portcullis.session.refresh-token-reused.v1", "io.portcullis.session.session-revoked.v1");
  }

  @Test
  void forgedToken_givenTheRightIds_whenItsSecretIsInvented_thenItIsRefusedAndTheFamilyLives() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    String current = phone.refreshed(tokens.refreshToken());
    rows.letPassSinceRefresh(tokens.session(), Duration.ofSeconds(31));

    for (String forged : ForgedRefreshTokens.of(tokens.refreshToken())) {
      assertThat(phone.refresh(forged).statusCode()).as(forged).isEqualTo(400);
    }

    assertThat(rows.endReason(tokens.session())).isEmpty();
    assertThat(phone.refresh(current).statusCode()).isEqualTo(200);
  }

  @Test
  void crossing_givenARevocationAndARotationAtOnce_thenNoTokenOutlivesIt() {
    for (int round = 0; round < 10; round++) {
      var tokens = phone.signIn(newAccount());
      var requests = new ArrayList<Callable<Response>>();
      for (int i = 0; i < 8; i++) {
        requests.add(() -> phone.refresh(tokens.refreshToken()));
      }
      requests.add(() -> RestAssured.given().formParam("token", tokens.refreshToken()).post("/oauth2/revoke"));

      List<Response> answers = Together.run(requests);

      assertThat(rows.endReason(tokens.session())).contains("TOKEN_REVOKED");
      answers.stream().filter(answer -> answer.statusCode() == 200 && answer.asString().contains("access_token"))
          .forEach(answer -> {
            assertThat(phone.check(answer.path("access_token")).statusCode()).isEqualTo(401);
            assertThat(phone.refresh(answer.path("refresh_token")).statusCode()).isEqualTo(400);
          });
    }
  }

  @Test
  void a34Clock_givenTheClockStepsBack_thenAReplacedTokenIsNotCurrentAgain() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    phone.refreshed(phone.refreshed(tokens.refreshToken()));

    clock.advance(Duration.ofMinutes(-10));

    assertThat(phone.refresh(tokens.refreshToken()).statusCode()).isEqualTo(400);
  }

  @Test
  void givenAnAccessTokenWouldOutliveItsSession_thenItIsCutToTheSessionsEnd() {
    clock.stop();
    var evidence = phone.evidence(newAccount());
    evidence.put("rememberMe", false);
    String token = phone.signIn(evidence).refreshToken();
    for (int i = 0; i < 26; i++) {
      clock.advance(Duration.ofMinutes(27));
      token = phone.refreshed(token);
    }
    clock.advance(Duration.ofMinutes(12 * 60 - 26 * 27 - 2));

    int expiresIn = phone.refresh(token).then().statusCode(200).extract().path("expires_in");

    assertThat(expiresIn).isBetween(1, 120);
  }
}
