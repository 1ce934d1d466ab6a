package io.portcullis.session.lifecycle;

import static io.portcullis.session.Phone.newAccount;
import static io.portcullis.session.Phone.proof;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnStack
class ElevateSessionTest {

  private static final String CHANGE = "io.portcullis.session.assurance-level-change.v1";

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  private static JsonPath claims(String accessToken) {
    return new JsonPath(new String(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]), StandardCharsets.UTF_8));
  }

  /// The callers' own tokens would not survive a long journey of the clock, so the session is aged instead.
  private Tokens signedInBefore(Duration ago) {
    Tokens tokens = phone.signIn(newAccount());
    rows.update("update session set auth_time = auth_time - ?::interval, evidence_at = evidence_at - ?::interval where id = ?",
        ago.toString(), ago.toString(), UUID.fromString(tokens.session()));
    return tokens;
  }

  private static String elevated(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.path("outcome").toString()).as(answer.asString()).isEqualTo("elevated");
    return answer.path("accessToken");
  }

  private static void assertRefused(Response answer, String reason) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.path("outcome").toString()).isEqualTo("refused");
    assertThat(answer.path("reason").toString()).isEqualTo(reason);
    assertThat(answer.asString()).doesNotContain("accessToken");
  }

  @Test
  void givenAPasswordSession_whenACodeIsShown_thenItIsWorthBothForAWhileAndEverybodyIsTold() {
    Tokens tokens = signedInBefore(Duration.ofMinutes(20));
    Instant before = clock.instant();

    Response answer = phone.elevate(tokens, "otp");

    String raised = elevated(answer);
    assertThat(answer.<Integer>path("expiresIn")).isEqualTo(300);
    assertThat(answer.<String>path("acr")).isEqualTo("aal2");
    assertThat(answer.<List<String>>path("amr")).isEqualTo(List.of("pwd", "otp"));
    JsonPath claims = claims(raised);
    assertThat(claims.getString("sid")).isEqualTo(tokens.session());
    assertThat(claims.getString("acr")).isEqualTo("aal2");
    assertThat(claims.getLong("auth_time")).isBetween(before.getEpochSecond(), clock.instant().getEpochSecond());
    assertThat(phone.check(raised).header("X-Portcullis-Acr")).isEqualTo("aal2");
    topics.awaitType(tokens.account(), CHANGE);
    assertThat(new String(topics.present(SecurityEvent.TOPIC, tokens.account().toString()).getLast().value(), StandardCharsets.UTF_8))
        .contains("\"session\":\"" + tokens.session() + "\"", "\"acr\":\"aal2\"", "\"device\":\"Mobile Safari on iPhone\"");
  }

  @Test
  void a09Fixation_givenAStepUp_thenItsTokenIsNewAndTheOldOneKeepsTheOldAcr() {
    Tokens tokens = phone.signIn(newAccount());

    String raised = elevated(phone.elevate(tokens, "otp"));

    assertThat(raised).isNotEqualTo(tokens.accessToken());
    assertThat(claims(raised).getString("jti")).isNotEqualTo(claims(tokens.accessToken()).getString("jti"));
    assertThat(phone.check(tokens.accessToken()).header("X-Portcullis-Acr")).isEqualTo("aal1");
  }

  @Test
  void givenAnElevation_whenItsTimeIsOver_thenRefreshFallsBackToTheSignInEvenIfTheClockIsSetBack() {
    clock.stop();
    Tokens tokens = phone.signIn(newAccount());
    long signedInAt = claims(tokens.accessToken()).getLong("auth_time");
    clock.advance(Duration.ofMinutes(1));
    elevated(phone.elevate(tokens, "otp"));

    clock.advance(Duration.ofMinutes(14));
    Response during = phone.refresh(tokens.refreshToken());
    assertThat(claims(during.path("access_token")).getString("acr")).isEqualTo("aal2");
    assertThat(during.<Integer>path("expires_in")).as("ends with the elevation").isBetween(50, 60);

    clock.advance(Duration.ofMinutes(1).plusSeconds(1));
    Response after = phone.refresh(during.path("refresh_token"));
    JsonPath fallen = claims(after.path("access_token"));
    assertThat(fallen.getString("acr")).isEqualTo("aal1");
    assertThat(fallen.getList("amr")).isEqualTo(List.of("pwd"));
    assertThat(fallen.getLong("auth_time")).isEqualTo(signedInAt);
    assertThat(after.<Integer>path("expires_in")).isEqualTo(300);

    clock.advance(Duration.ofMinutes(-5));
    assertThat(claims(phone.refresh(after.path("refresh_token")).path("access_token")).getString("acr")).isEqualTo("aal1");
  }

  @Test
  void givenAnElevation_whenItsTimeIsOverAndNothingWasRefreshed_thenListAndIntrospectionSayWhatIsLeft() {
    Tokens tokens = phone.signIn(newAccount());
    elevated(phone.elevate(tokens, "otp"));
    assertThat(acrByList(tokens)).isEqualTo("aal2");
    assertThat(acrByIntrospection(tokens)).isEqualTo("aal2");

    rows.update("update session set elevated_until = now() where id = ?", UUID.fromString(tokens.session()));

    assertThat(acrByList(tokens)).isEqualTo("aal1");
    assertThat(acrByIntrospection(tokens)).isEqualTo("aal1");
  }

  private static String acrByList(Tokens tokens) {
    return given().auth().oauth2(tokens.accessToken()).get("/v1/sessions").path("sessions[0].acr");
  }

  private static String acrByIntrospection(Tokens tokens) {
    return given().auth().oauth2(ServiceTokenFiles.token("gateway", "session-service"))
        .formParam("token", tokens.refreshToken()).post("/oauth2/introspect").path("acr");
  }

  @Test
  void a31ClockStepBack_givenAnElevationFromTheFuture_thenItCountsNoLonger() {
    clock.stop();
    Tokens tokens = phone.signIn(newAccount());
    clock.advance(Duration.ofMinutes(3));
    elevated(phone.elevate(tokens, "otp"));

    clock.advance(Duration.ofMinutes(-3));

    assertThat(claims(phone.refresh(tokens.refreshToken()).path("access_token")).getString("acr")).isEqualTo("aal1");
  }

  @ParameterizedTest
  @CsvSource({"899, elevated", "901, stale-evidence", "-30, elevated", "-90, stale-evidence"})
  void a31Freshness_givenEvidenceOfThatAge_thenItCountsForAQuarterOfAnHourAndNotFromTheFuture(long seconds, String outcome) {
    Tokens tokens = phone.signIn(newAccount());

    Response answer = phone.elevate(tokens.account(), tokens.session(), List.of(proof("otp", clock.instant().minusSeconds(seconds))));

    if (outcome.equals("elevated")) {
      elevated(answer);
    } else {
      assertRefused(answer, outcome);
    }
  }

  @Test
  void a31Freshness_givenTwoProofsOfWhichOneIsOld_thenNeitherCounts() {
    Tokens tokens = phone.signIn(newAccount());

    assertRefused(phone.elevate(tokens.account(), tokens.session(),
        List.of(proof("pop", clock.instant()), proof("mfa", clock.instant().minusSeconds(901)))), "stale-evidence");
  }

  @Test
  void a30Idor_givenASessionOfSomebodyElseOrOfNobody_thenItHasEnded() {
    Tokens alice = phone.signIn(newAccount());
    Tokens mallory = phone.signIn(newAccount());
    var evidence = List.of(proof("otp", clock.instant()));

    assertRefused(phone.elevate(mallory.account(), alice.session(), evidence), "ended");
    assertRefused(phone.elevate(alice.account(), UUID.randomUUID().toString(), evidence), "ended");
    assertRefused(phone.elevate(newAccount(), alice.session(), evidence), "ended");
    assertThat(claims(phone.refresh(alice.refreshToken()).path("access_token")).getString("acr")).isEqualTo("aal1");
  }

  @Test
  void a31Standing_givenAnEndedASteppedOverOrAFrozenAccount_thenNothingIsRaised() {
    Tokens ended = phone.signIn(newAccount());
    given().auth().oauth2(ended.accessToken()).post("/v1/sign-out").then().statusCode(204);
    assertRefused(phone.elevate(ended, "otp"), "ended");

    Tokens idle = phone.signIn(newAccount());
    rows.update("update session set idle_at = now() where id = ?", UUID.fromString(idle.session()));
    assertRefused(phone.elevate(idle, "otp"), "ended");

    Tokens reset = phone.signIn(newAccount());
    Instant before = clock.instant();
    clock.advance(Duration.ofSeconds(5));
    phone.tighten(reset.account(), clock.instant(), false, "password-reset");
    assertRefused(phone.elevate(reset.account(), reset.session(), List.of(proof("otp", before))), "stale-evidence");
    assertRefused(phone.elevate(reset, "otp"), "ended");

    Tokens frozen = phone.signIn(newAccount());
    phone.tighten(frozen.account(), clock.instant(), true, "frozen");
    assertRefused(phone.elevate(frozen, "otp"), "barred");
  }

  @Test
  void a31Standing_givenAResetWhoseEndingsAreStillUnderWay_thenTheOldSessionIsNotRaised() {
    Tokens tokens = phone.signIn(newAccount());
    rows.update("update account_standing set evidence_not_before = now() + interval '1 second' where account_id = ?", tokens.account().value());
    clock.advance(Duration.ofSeconds(2));

    assertRefused(phone.elevate(tokens, "otp"), "ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"recovery-code", "user", "mfa"})
  void a35Downgrade_givenWhatIsNoFactorOfAStepUp_thenItIsTooWeak(String amr) {
    Tokens tokens = phone.signIn(newAccount());

    assertRefused(phone.elevate(tokens, amr), "too-weak");
    assertThat(rows.query("select elevated_acr from session where id = ?", UUID.fromString(tokens.session())))
        .containsExactly((String) null);
  }

  @Test
  void givenNothingEnrolled_whenThePasswordIsShownAgain_thenTheSessionIsFreshAndNoStronger() {
    Tokens tokens = signedInBefore(Duration.ofHours(1));

    JsonPath claims = claims(elevated(phone.elevate(tokens, "pwd")));

    assertThat(claims.getString("acr")).isEqualTo("aal1");
    assertThat(claims.getLong("auth_time")).isGreaterThan(clock.instant().minusSeconds(5).getEpochSecond());
  }

  @Test
  void a35Downgrade_givenASessionOfAPasskey_whenAnSmsCodeIsShown_thenItsFreshTokenSpeaksOfNoPasskey() {
    Tokens tokens = phone.signIn(newAccount(), "pop", "user", "mfa");
    assertThat(claims(tokens.accessToken()).getString("acr")).isEqualTo("phr");

    JsonPath claims = claims(elevated(phone.elevate(tokens, "sms")));

    assertThat(claims.getString("acr")).isEqualTo("aal2");
    assertThat(claims.getList("amr")).isEqualTo(List.of("mfa", "sms"));
  }

  @Test
  void a35RecoveryCode_givenASessionOpenedWithOne_thenItStaysRestrictedThroughRefreshUntilASecondFactorIsShown() {
    var evidence = phone.evidence(newAccount());
    evidence.put("enrolled", List.of("totp", "recovery-code"));
    evidence.put("evidence", List.of(proof("pwd", clock.instant()), proof("recovery-code", clock.instant())));
    Response opened = phone.open(evidence);
    assertThat(opened.<Boolean>path("restricted")).isTrue();
    assertThat(opened.<String>path("acr")).isEqualTo("aal2");
    assertThat(opened.<List<String>>path("amr")).isEqualTo(List.of("pwd", "recovery-code"));
    var tokens = new Tokens(AccountId.of((String) evidence.get("accountId")), opened.path("sessionId"), opened.path("accessToken"),
        opened.path("refreshToken"), opened.path("deviceToken"), true);

    assertThat(phone.check(tokens.accessToken()).header("X-Portcullis-Scope")).isEqualTo("restricted");
    Response refreshed = phone.refresh(tokens.refreshToken());
    assertThat(refreshed.<String>path("scope")).isEqualTo("restricted");
    assertThat(claims(refreshed.path("access_token")).getString("scope")).isEqualTo("restricted");
    assertThat(given().auth().oauth2(tokens.accessToken()).get("/v1/sessions").jsonPath().getBoolean("sessions[0].restricted")).isTrue();

    assertThat(claims(elevated(phone.elevate(tokens, "pwd"))).getString("scope")).as("a password is no second factor").isEqualTo("restricted");
    assertThat(claims(elevated(phone.elevate(tokens, "otp"))).getString("scope")).isEqualTo("account");

    clock.advance(Duration.ofMinutes(16));
    Response later = phone.refresh(refreshed.path("refresh_token"));
    assertThat(later.<String>path("scope")).as("for good").isEqualTo("account");
    assertThat(later.statusCode()).isEqualTo(200);
  }

  @Test
  void givenASessionAtAal2_whenADayHasPassed_thenItsTokensSayAal1AndAStepUpRaisesItAgain() {
    clock.stop();
    Tokens tokens = phone.signIn(newAccount(), "pwd", "otp");
    clock.advance(Duration.ofHours(24).minusSeconds(30));
    Response day = phone.refresh(tokens.refreshToken());
    assertThat(claims(day.path("access_token")).getString("acr")).isEqualTo("aal2");

    clock.advance(Duration.ofSeconds(30));
    Response after = phone.refresh(day.path("refresh_token"));

    assertThat(claims(after.path("access_token")).getString("acr")).isEqualTo("aal1");
    clock.reset();
    Tokens old = signedInBefore(Duration.ofHours(25));
    assertThat(claims(elevated(phone.elevate(old, "otp"))).getString("acr")).isEqualTo("aal2");
  }

  @Test
  void race_givenAStepUpAndARevocationAtOnce_thenTheSessionHasEndedAndNoTokenOutlivesIt() {
    for (int round = 0; round < 15; round++) {
      Tokens tokens = phone.signIn(newAccount());
      boolean freeze = round % 2 == 0;
      var requests = new ArrayList<Callable<Response>>();
      for (int i = 0; i < 6; i++) {
        requests.add(() -> phone.elevate(tokens, "otp"));
      }
      requests.add(3, () -> freeze
          ? phone.tighten(tokens.account(), clock.instant(), true, "frozen")
          : given().auth().oauth2(tokens.accessToken()).delete("/v1/sessions/" + tokens.session()));

      List<Response> answers = Together.run(requests);

      assertThat(rows.endReason(tokens.session())).contains(freeze ? "ACCOUNT_FROZEN" : "REVOKED_BY_CUSTOMER");
      answers.stream().filter(answer -> answer.asString().contains("elevated")).forEach(answer ->
          assertThat(phone.check(answer.path("accessToken")).statusCode()).isEqualTo(401));
      topics.awaitType(tokens.account(), "io.portcullis.session.session-revoked.v1");
      assertThat(topics.present(SecurityEvent.TOPIC, tokens.account().toString()).stream().map(TopicProbe::type).toList())
          .as("nothing happens to a session after its end").last().isEqualTo("io.portcullis.session.session-revoked.v1");
    }
  }

  @Test
  void givenOddRequests_thenProblems() {
    Tokens tokens = phone.signIn(newAccount());
    for (Object body : List.of(Map.of(), Map.of("accountId", tokens.account().toString()), Map.of("accountId", tokens.account().toString(), "evidence", List.of()),
        Map.of("accountId", tokens.account().toString(), "evidence", List.of(Map.of("amr", "face", "at", clock.instant().toString()))),
        Map.of("accountId", tokens.account().toString(), "evidence", List.of(proof("otp", clock.instant())), "acr", "phr"))) {
      assertThat(given().auth().oauth2(Phone.authService()).contentType("application/json").body(body)
          .post("/internal/sessions/" + tokens.session() + "/elevate").statusCode()).isEqualTo(400);
    }
    assertThat(phone.elevate(tokens.account(), "not-an-id", List.of(proof("otp", clock.instant()))).statusCode()).isEqualTo(404);
    for (String caller : List.of(tokens.accessToken(), ServiceTokenFiles.token("gateway", "session-service"))) {
      assertThat(given().auth().oauth2(caller).contentType("application/json")
          .body(Map.of("accountId", tokens.account().toString(), "evidence", List.of(proof("otp", clock.instant()))))
          .post("/internal/sessions/" + tokens.session() + "/elevate").statusCode()).isEqualTo(403);
    }
  }
}
