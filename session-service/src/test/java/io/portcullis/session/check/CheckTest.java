package io.portcullis.session.check;

import static io.portcullis.session.Phone.newAccount;
import static io.portcullis.session.Phone.proof;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.testkit.MutableClock;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnStack
class CheckTest {

  @Inject Phone phone;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void givenAGoodToken_whenAsked_thenHeadersSayWhoItIs() {
    var evidence = phone.evidence(newAccount());
    evidence.put("evidence", List.of(proof("pwd", clock.instant()), proof("otp", clock.instant())));
    var tokens = phone.signIn(evidence);

    for (int i = 0; i < 2; i++) { // the second answer comes from memory
      Response answer = phone.check(tokens.accessToken());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.header("X-Portcullis-Account")).isEqualTo(tokens.account().toString());
      assertThat(answer.header("X-Portcullis-Session")).isEqualTo(tokens.session());
      assertThat(answer.header("X-Portcullis-Acr")).isEqualTo("aal2");
      assertThat(answer.header("X-Portcullis-Amr")).isEqualTo("pwd otp");
      assertThat(answer.header("X-Portcullis-Scope")).isEqualTo("account");
      assertThat(answer.asString()).isEmpty();
    }
  }

  @Test
  void identityHeaders_givenAClientMadeThemUp_thenTheAnswerSaysTheTruth() {
    var tokens = phone.signIn(newAccount());

    Response answer = given().auth().oauth2(tokens.accessToken())
        .header("X-Portcullis-Account", newAccount().toString()).header("X-Portcullis-Acr", "phr").get("/check");

    assertThat(answer.headers().getValues("X-Portcullis-Account")).containsExactly(tokens.account().toString());
    assertThat(answer.headers().getValues("X-Portcullis-Acr")).containsExactly("aal1");
    Response anonymous = given().header("X-Portcullis-Account", newAccount().toString()).get("/check");
    assertThat(anonymous.statusCode()).isEqualTo(401);
    assertThat(anonymous.headers().hasHeaderWithName("X-Portcullis-Account")).isFalse();
  }

  @Test
  void rfc6750Section3_givenNoToken_thenTheChallengeNamesNoError() {
    Response answer = given().get("/check");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.path("type").toString()).isEqualTo("urn:portcullis:problem:authentication-required");
  }

  @Test
  void rfc6750Section3_givenABadToken_thenTheChallengeSaysSo() {
    for (String credentials : List.of("Bearer rubbish", "Bearer ", "Basic YTpi", "Bearer " + "x".repeat(9000))) {
      Response answer = given().header("Authorization", credentials).get("/check");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }
  }

  @Test
  void givenTwoTokens_thenNeitherIsChosen() {
    var tokens = phone.signIn(newAccount());

    assertThat(given().header("Authorization", "Bearer " + tokens.accessToken(), "Bearer " + tokens.accessToken())
        .get("/check").statusCode()).isEqualTo(401);
  }

  @Test
  void a44StaleAuthority_givenACachedToken_whenItsSessionIsRevoked_thenTheNextCheckRefusesIt() {
    var tokens = phone.signIn(newAccount());
    assertThat(phone.check(tokens.accessToken()).statusCode()).isEqualTo(200);

    given().auth().oauth2(tokens.accessToken()).post("/v1/sign-out").then().statusCode(204);

    Response answer = phone.check(tokens.accessToken());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    given().auth().oauth2(tokens.accessToken()).get("/v1/sessions").then().statusCode(401);
  }

  @Test
  void a34Clock_givenACachedToken_whenItExpires_thenItIsRefused() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    clock.advance(Duration.ofSeconds(295));
    assertThat(phone.check(tokens.accessToken()).statusCode()).isEqualTo(200);

    clock.advance(Duration.ofSeconds(6));

    assertThat(phone.check(tokens.accessToken()).statusCode()).isEqualTo(401);
  }
}
