package io.portcullis.session.lifecycle;

import static io.portcullis.session.Phone.newAccount;
import static io.portcullis.session.Phone.proof;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.portcullis.testkit.MutableClock;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a session that was opened with a recovery code may not do to its owner.
@OnStack
class RestrictedSessionTest {

  @Inject Phone phone;
  @Inject MfaService mfaService;
  @Inject MutableClock clock;

  @ParameterizedTest
  @CsvSource({"DELETE, /v1/sessions, ''", "DELETE, /v1/sessions/{session}, ''", "DELETE, /v1/devices/{device}, ''",
      "PATCH, /v1/devices/{device}, '{\"name\":\"mine\"}'", "PATCH, /v1/devices/{device}, '{\"trusted\":false}'",
      "PATCH, /v1/devices/{device}, '{\"trusted\":true}'"})
  void a35RecoveryCode_givenASessionOpenedWithOne_whenItActsOnTheOwnersSessionsAndDevices_thenForbiddenAndTheyStay(
      String verb, String path, String body) {
    AccountId account = newAccount();
    Tokens owner = phone.signIn(account);
    Tokens thief = phone.signIn(account, "pwd", "recovery-code");
    String device = given().auth().oauth2(owner.accessToken()).get("/v1/devices").path("devices.find { it.current }.id");
    assertThat(device).isNotNull();

    var request = given().auth().oauth2(thief.accessToken()).contentType(ContentType.JSON);
    Response answer = (body.isEmpty() ? request : request.body(body))
        .request(verb, path.replace("{session}", owner.session()).replace("{device}", device));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
    assertThat(phone.check(owner.accessToken()).statusCode()).isEqualTo(200);
    assertThat(given().auth().oauth2(owner.accessToken()).get("/v1/devices").<String>path("devices.find { it.current }.id"))
        .isEqualTo(device);
  }

  /// What takes something from the account's other sessions and devices.
  private static final String TAKES = """
      DELETE  | /v1/sessions            |
      DELETE  | /v1/sessions/{session}  |
      DELETE  | /v1/devices/{device}    |
      PATCH   | /v1/devices/{device}    | {"name":"mine"}
      PATCH   | /v1/devices/{device}    | {"trusted":false}
      """;

  private Tokens withFactor(AccountId account, Instant settledAt, List<String> settled) {
    Map<String, Object> body = phone.evidence(account);
    body.put("evidence", List.of(proof("pwd", clock.instant()), proof("pop", clock.instant(), settledAt)));
    body.put("enrolled", List.of("webauthn", "totp"));
    body.put("enrolledSettled", settled);
    return phone.signIn(body);
  }

  private static Response act(Tokens by, String verb, String path, String body, Tokens on) {
    String device = given().auth().oauth2(on.accessToken()).get("/v1/devices").path("devices.find { it.current }.id");
    var request = given().auth().oauth2(by.accessToken()).contentType(ContentType.JSON);
    return (body == null ? request : request.body(body))
        .request(verb, path.replace("{session}", on.session()).replace("{device}", device));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = TAKES)
  void a35ShutOut_givenASignInAnewWithAThiefsFreshFactor_whenItActsOnTheOwnersSessionsAndDevices_thenRefusedAndTheyStay(
      String verb, String path, String body) {
    AccountId account = newAccount();
    Tokens owner = phone.signIn(account);
    Tokens thief = withFactor(account, clock.instant().plus(Duration.ofHours(47)), List.of("totp"));

    Response answer = act(thief, verb, path, body, owner);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
    assertThat(answer.<String>path("type")).endsWith(":factor-not-settled");
    assertThat(phone.check(owner.accessToken()).statusCode()).isEqualTo(200);
    phone.elevate(thief, "otp"); // long settled: a right step-up
    String raised = phone.refresh(thief.refreshToken()).path("access_token");
    var lifted = new Tokens(account, thief.session(), raised, "", "", false);
    assertThat(act(lifted, verb, path, body, owner).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = TAKES)
  void a35ShutOut_givenAnOwnerWhoseOnlyFactorIsFresh_thenNobodyHasToWait(String verb, String path, String body) {
    AccountId account = newAccount();
    Tokens other = phone.signIn(account);
    Tokens owner = withFactor(account, clock.instant().plus(Duration.ofHours(47)), List.of());
    assertThat(act(owner, verb, path, body, other).statusCode()).isEqualTo(204);
    var refreshed = new Tokens(account, owner.session(), phone.refresh(owner.refreshToken()).path("access_token"), "", "", false);
    assertThat(given().auth().oauth2(refreshed.accessToken()).delete("/v1/sessions").statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = TAKES)
  void a35ShutOut_givenAThiefInASessionFromBeforeTheFirstFactor_whenItIsEnrolled_thenHisTokenOfBeforeIsTooWeak(
      String verb, String path, String body) {
    AccountId account = newAccount();
    Tokens thief = phone.signIn(account);
    Tokens owner = phone.signIn(account);
    mfaService.saysEnrolled(account);
    mfaService.untilHeard(account);

    Response answer = act(thief, verb, path, body, owner);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).contains("insufficient_user_authentication", "aal2");
    String refreshed = phone.refresh(thief.refreshToken()).path("access_token");
    assertThat(act(new Tokens(account, thief.session(), refreshed, "", "", false), verb, path, body, owner).statusCode()).isEqualTo(401);
    assertThat(phone.check(owner.accessToken()).statusCode()).isEqualTo(200);
    assertThat(given().auth().oauth2(owner.accessToken()).delete("/v1/sessions/" + owner.session()).statusCode()).as("its own").isEqualTo(204);
  }

  @Test
  void a35ShutOut_givenASignInFromBeforeTheFirstFactor_whenItsSessionOpensAfterIt_thenItDoesNotKeepThatThereIsNone() {
    AccountId account = newAccount();
    Tokens owner = phone.signIn(account);
    // The password is shown, and mfa-service names no factor; then one is enrolled.
    Map<String, Object> underWay = phone.evidence(account);
    mfaService.saysEnrolled(account);
    mfaService.untilHeard(account);

    Tokens thief = phone.signIn(underWay);
    assertThat(act(thief, "DELETE", "/v1/sessions", null, owner).statusCode()).isEqualTo(401);
    Response raised = phone.elevateWithoutFactor(thief, proof("pwd", clock.instant()));
    var stronger = new Tokens(account, thief.session(), raised.path("accessToken"), "", "", false);
    assertThat(act(stronger, "DELETE", "/v1/sessions", null, owner).statusCode()).isEqualTo(401);

    clock.advance(Duration.ofSeconds(61));
    Tokens later = phone.signIn(account);
    assertThat(act(later, "DELETE", "/v1/sessions", null, owner).statusCode()).as("the factor is gone").isEqualTo(204);
  }

  @Test
  void a25Forgery_givenSomebodyElseSaysThatAFactorIsEnrolled_thenNoSessionBelievesIt() {
    AccountId account = newAccount();
    phone.signIn(account);
    AccountId other = newAccount();
    phone.signIn(other);

    mfaService.somebodyElseSaysEnrolled(account);
    mfaService.saysEnrolled(other);
    mfaService.untilHeard(other);

    assertThat(mfaService.hasHeard(account)).isFalse();
  }

  @Test
  void a35ShutOut_givenAFactorOfUnknownAge_thenAStepUpIsAskedFor_andItsOwnSessionEndsWithout() {
    AccountId account = newAccount();
    Tokens owner = phone.signIn(account);
    Map<String, Object> body = phone.evidence(account);
    body.put("evidence", List.of(proof("pwd", clock.instant()), Map.of("amr", "otp", "at", clock.instant().toString())));
    body.put("enrolled", List.of("totp"));
    Tokens unknown = phone.signIn(body);
    assertThat(act(unknown, "DELETE", "/v1/sessions/{session}", null, owner).statusCode()).isEqualTo(401);
    assertThat(act(unknown, "DELETE", "/v1/sessions", null, owner).statusCode()).isEqualTo(401);
    assertThat(act(unknown, "DELETE", "/v1/sessions/{session}", null, unknown).statusCode()).isEqualTo(204);
  }

  @Test
  void givenARestrictedSession_thenItSeesAndEndsItself() {
    Tokens own = phone.signIn(newAccount(), "pwd", "recovery-code");
    for (String list : new String[] {"/v1/sessions", "/v1/devices", "/v1/sign-ins"}) {
      given().auth().oauth2(own.accessToken()).get(list).then().statusCode(200);
    }
    given().auth().oauth2(own.accessToken()).delete("/v1/sessions/{id}", own.session()).then().statusCode(204);
  }
}
