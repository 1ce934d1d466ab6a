package io.portcullis.auth.stepup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.contracts.AccountId;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AuthTest
class StepUpTest {

  private static final Map<String, String> RIGHT = Map.of("method", "totp", "code", NeighboursDouble.RIGHT_CODE);

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  CustomerTokens tokens;

  @Inject
  MutableClock clock;

  @Inject
  ObjectMapper json;

  @Inject
  RedisDataSource redis;

  private Customer ann;
  private String session;
  private Client client;

  @BeforeEach
  void signIn() throws Exception {
    ann = customers.active();
    neighbours.enrols(ann.account(), "webauthn", "totp", "sms", "recovery-code");
    JwtClaims claims = tokens.claims(ann.account(), "aal1", clock.instant().minus(Duration.ofHours(2)));
    session = claims.getStringClaimValue("sid");
    client = Client.fromANewNetwork().bearer(tokens.sign(claims, "at+jwt"));
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private Client anotherSessionOf(AccountId account) {
    return Client.fromANewNetwork().bearer(tokens.of(account));
  }

  private String begin() {
    return client.post("/v1/step-up", Map.of("acrValues", "aal2")).text("stepUpId");
  }

  private Answer show(String stepUp, Map<String, ?> shown) {
    return client.post("/v1/step-up/" + stepUp + "/verify", shown);
  }

  private JsonNode elevation() throws IOException {
    return json.readTree(neighbours.elevationsAsked(ann.account()).getLast().getBodyAsString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "webauthn,totp,sms,recovery-code |      | webauthn,totp,sms", "webauthn,totp,sms,recovery-code | aal1 | webauthn,totp,sms",
      "webauthn,totp,sms,recovery-code | aal2 | webauthn,totp,sms", "webauthn,totp,sms,recovery-code | phr  | webauthn",
      "sms                             | aal2 | sms"})
  void givenWhatIsEnrolled_whenBegun_thenOnlyWhatReachesTheAcrIsOfferedAndNeverARecoveryCode(String enrolled, String acr, String offered) {
    neighbours.enrols(ann.account(), enrolled.split(","));
    Answer begun = client.post("/v1/step-up", acr == null ? Map.of() : Map.of("acrValues", acr));
    assertThat(begun.status()).isEqualTo(200);
    assertThat(begun.json().get("methods").toString()).isEqualTo("[\"" + offered.replace(",", "\",\"") + "\"]");
    assertThat(begun.json().get("expiresIn").asLong()).isBetween(540L, 600L);
    assertThat(begun.header("cache-control")).isEqualTo("no-store");
  }

  @Test
  void a31Flood_givenASessionBeginsWithoutEnd_thenItWaits_andTheOwnersOtherSessionDoesNot() {
    for (int i = 0; i < 30; i++) {
      assertThat(begin()).startsWith("psu_");
    }
    Answer refused = client.post("/v1/step-up", Map.of("acrValues", "aal2"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.problem()).isEqualTo("too-many-attempts");
    assertThat(anotherSessionOf(ann.account()).post("/v1/step-up", Map.of("acrValues", "aal2")).status()).isEqualTo(200);
    assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(1L, 900L);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"totp,sms | phr", "none | aal2", "recovery-code | aal2", "none | phr"})
  void givenNothingThatReachesTheAcr_whenBegun_thenTheClientIsToldToEnrol(String enrolled, String acr) {
    if (enrolled.equals("none")) {
      ann = customers.active();
      client = anotherSessionOf(ann.account());
    } else {
      neighbours.enrols(ann.account(), enrolled.split(","));
    }
    Answer answer = client.post("/v1/step-up", Map.of("acrValues", acr));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("step-up-out-of-reach");
  }

  @ParameterizedTest
  @CsvSource({"restricted, pwd, false", "account, pwd email, false", "account, pwd sms, false", "account, pwd, true",
      "account, pwd otp, true"})
  void a35Climbing_givenAFreshKeyAlone_whenPhrIsWanted_thenASessionThatItCantRaiseIsToldAtOnce(String scope, String amr, boolean begun)
      throws Exception {
    JwtClaims claims = tokens.claims(ann.account(), "aal1", clock.instant());
    claims.setClaim("scope", scope);
    claims.setStringListClaim("amr", List.of(amr.split(" ")));
    Client shown = Client.fromANewNetwork().bearer(tokens.sign(claims, "at+jwt"));

    neighbours.enrols(ann.account(), List.of("webauthn", "totp"), List.of("totp"));
    Answer fresh = shown.post("/v1/step-up", Map.of("acrValues", "phr"));
    neighbours.enrols(ann.account(), List.of("webauthn", "totp"), List.of("webauthn", "totp"));
    Answer settled = shown.post("/v1/step-up", Map.of("acrValues", "phr"));

    assertThat(fresh.status()).isEqualTo(begun ? 200 : 409);
    if (!begun) {
      assertThat(fresh.problem()).isEqualTo("step-up-out-of-reach");
      assertThat(shown.post("/v1/step-up", Map.of("acrValues", "aal2")).status()).isEqualTo(200);
    }
    assertThat(settled.status()).isEqualTo(200);
  }

  @Test
  void givenASecondFactor_whenShown_thenThisSessionIsRaisedAndTheClientGetsANewToken() throws IOException {
    String stepUp = begin();
    Instant before = clock.instant();
    Answer raised = show(stepUp, RIGHT);
    assertThat(raised.status()).isEqualTo(200);
    assertThat(raised.body()).isEqualTo(
        "{\"accessToken\":\"raised\",\"tokenType\":\"Bearer\",\"expiresIn\":300,\"acr\":\"aal2\",\"amr\":[\"pwd\",\"otp\"]}");
    assertThat(raised.header("cache-control")).isEqualTo("no-store");
    assertThat(neighbours.elevationsAsked(ann.account()).getLast().getUrl()).isEqualTo("/internal/sessions/" + session + "/elevate");
    assertThat(elevation().get("evidence").findValuesAsText("amr")).containsExactly("otp");
    assertThat(Instant.parse(elevation().at("/evidence/0/at").asText())).isBetween(before, clock.instant());
    JsonNode challenge = json.readTree(neighbours.challengesAsked(ann.account()).getLast().getBodyAsString());
    assertThat(challenge.get("purpose").asText()).isEqualTo("step-up");
    assertThat(json.readTree(neighbours.codesAsked(ann.account()).getLast().getBodyAsString()).get("purpose").asText()).isEqualTo("step-up");
  }

  @Test
  void givenAPasskey_whenItsChallengeIsAnswered_thenAllThatItProvedIsBrought() throws IOException {
    String stepUp = client.post("/v1/step-up", Map.of("acrValues", "phr")).text("stepUpId");
    Answer options = client.post("/v1/step-up/" + stepUp + "/challenge", Map.of("method", "webauthn"));
    assertThat(options.json().at("/publicKey/challenge").asText()).isEqualTo("Y2hhbGxlbmdl");
    assertThat(json.readTree(neighbours.preparationsAsked(ann.account()).getLast().getBodyAsString()).get("purpose").asText())
        .isEqualTo("step-up");
    assertThat(show(stepUp, Map.of("method", "webauthn", "credential", Map.of("id", NeighboursDouble.RIGHT_CREDENTIAL))).status())
        .isEqualTo(200);
    assertThat(elevation().get("evidence").findValuesAsText("amr")).containsExactly("pop", "user", "mfa");
  }

  @Test
  void givenAWrongCode_whenTriedAgain_thenTheSameStepUpGoesOnAndNothingWasRaised() {
    String stepUp = begin();
    Answer wrong = show(stepUp, Map.of("method", "totp", "code", "000000"));
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.problem()).isEqualTo("code-refused");
    assertThat(wrong.json().get("triesLeft").asLong()).isEqualTo(3);
    assertThat(neighbours.elevationsAsked(ann.account())).isEmpty();
    assertThat(show(stepUp, RIGHT).status()).isEqualTo(200);
  }

  @Test
  void a35Downgrade_givenAPhrStepUp_whenAWeakerMethodIsShownOrChosen_thenMfaServiceIsNotEvenAsked() {
    String stepUp = client.post("/v1/step-up", Map.of("acrValues", "phr")).text("stepUpId");
    for (String method : List.of("totp", "sms", "recovery-code")) {
      assertThat(show(stepUp, Map.of("method", method, "code", NeighboursDouble.RIGHT_CODE)).problem()).isEqualTo("method-not-offered");
      assertThat(client.post("/v1/step-up/" + stepUp + "/challenge", Map.of("method", method)).problem()).isEqualTo("method-not-offered");
    }
    assertThat(show(stepUp, Map.of("method", "password", "password", Customers.PASSWORD)).problem()).isEqualTo("method-not-offered");
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();
    assertThat(neighbours.elevationsAsked(ann.account())).isEmpty();
  }

  @Test
  void stolenSession_givenOnlyThePassword_whenASecondFactorIsEnrolled_thenItRaisesNothing() {
    String stepUp = client.post("/v1/step-up", Map.of()).text("stepUpId");
    assertThat(show(stepUp, Map.of("method", "password", "password", Customers.PASSWORD)).problem()).isEqualTo("method-not-offered");
    assertThat(neighbours.elevationsAsked(ann.account())).isEmpty();
  }

  @Test
  void a31OtherSession_givenTheStepUpOfAnotherSessionOrAccount_whenUsed_thenItHasEndedThereAndGoesOnHere() {
    String stepUp = begin();
    Customer mallory = customers.active();
    neighbours.enrols(mallory.account(), "totp");
    for (Client other : List.of(anotherSessionOf(ann.account()), anotherSessionOf(mallory.account()))) {
      assertThat(other.post("/v1/step-up/" + stepUp + "/verify", RIGHT).problem()).isEqualTo("step-up-ended");
      assertThat(other.post("/v1/step-up/" + stepUp + "/challenge", Map.of("method", "totp")).problem()).isEqualTo("step-up-ended");
    }
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();
    assertThat(show(stepUp, RIGHT).status()).isEqualTo(200);
  }

  @Test
  void a31Replay_givenAStepUpThatWasUsed_whenUsedAgain_thenItHasEnded() {
    String stepUp = begin();
    assertThat(show(stepUp, RIGHT).status()).isEqualTo(200);
    Answer again = show(stepUp, RIGHT);
    assertThat(again.status()).isEqualTo(403);
    assertThat(again.problem()).isEqualTo("step-up-ended");
    assertThat(neighbours.elevationsAsked(ann.account())).hasSize(1);
  }

  @Test
  void a06DoubleSpend_givenRightFactorsSentAtOnce_thenTheSessionIsRaisedOnce() {
    String stepUp = begin();
    List<Map<String, Object>> proofs = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      proofs.add(i % 2 == 0 ? Map.of("method", "totp", "code", NeighboursDouble.RIGHT_CODE)
          : Map.of("method", "webauthn", "credential", Map.of("id", NeighboursDouble.RIGHT_CREDENTIAL)));
    }
    List<Answer> answers = client.allAtOnce(proofs, "/v1/step-up/" + stepUp + "/verify");
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.status() != 200)
        .allMatch(answer -> answer.problem().equals("step-up-ended") || answer.isTurnedAway());
    assertThat(neighbours.elevationsAsked(ann.account())).hasSize(1);
  }

  @Test
  void a31AfterChange_givenThePasswordWasChangedOrTheAccountFrozenMeanwhile_whenTheCodeIsRight_thenItHasEnded() {
    String reset = begin();
    customers.query("update password_credential set changed_at = $2 where account_id = $1",
        ann.account().value(), clock.instant().plusSeconds(1).atOffset(ZoneOffset.UTC));
    assertThat(show(reset, RIGHT).problem()).isEqualTo("step-up-ended");

    clock.advance(Duration.ofSeconds(5));
    String frozen = begin();
    customers.query("update account set status = 'frozen' where id = $1", ann.account().value());
    assertThat(show(frozen, RIGHT).problem()).isEqualTo("step-up-ended");
    assertThat(neighbours.elevationsAsked(ann.account())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ended, 403, step-up-ended", "barred, 403, step-up-ended", "stale-evidence, 403, step-up-ended",
      "too-weak, 409, step-up-out-of-reach"})
  void givenSessionServiceRefuses_whenAFactorWasShown_thenTheStepUpIsOver(String reason, int status, String problem) {
    neighbours.elevationRefused(ann.account(), reason);
    String stepUp = begin();
    Answer answer = show(stepUp, RIGHT);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.problem()).isEqualTo(problem);
    assertThat(show(stepUp, RIGHT).problem()).isEqualTo("step-up-ended");
  }

  @Test
  void a31Late_givenTenMinutesPassed_whenTheCodeIsShown_thenItHasEnded() {
    String late = begin();
    clock.advance(Duration.ofMinutes(10).plusSeconds(1));
    Client again = Client.fromANewNetwork().bearer(tokens.of(ann.account()));
    assertThat(again.post("/v1/step-up/" + late + "/verify", RIGHT).problem()).isEqualTo("step-up-ended");
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();
  }

  @Test
  void givenMfaServiceEndsOrThrottles_whenACodeIsShown_thenTheClientIsTold() {
    String stepUp = begin();
    StubMapping throttled = neighbours.codesAnswered("{\"outcome\":\"throttled\",\"retryAfter\":77}");
    Answer wait = show(stepUp, RIGHT);
    neighbours.forget(throttled);
    assertThat(wait.status()).isEqualTo(429);
    assertThat(wait.header("retry-after")).isEqualTo("77");
    StubMapping sooner = neighbours.preparationsAnswered("{\"outcome\":\"wait\",\"retryAfter\":9}");
    assertThat(client.post("/v1/step-up/" + stepUp + "/challenge", Map.of("method", "sms")).header("retry-after")).isEqualTo("9");
    neighbours.forget(sooner);
    StubMapping ended = neighbours.codesAnswered("{\"outcome\":\"ended\"}");
    assertThat(show(stepUp, RIGHT).problem()).isEqualTo("step-up-ended");
    neighbours.forget(ended);
  }

  @Test
  void outage_givenANeighbourIsAway_whenSteppingUp_then503AndNothingIsRaised() {
    String stepUp = begin();
    StubMapping mfa = neighbours.away("/internal/(challenges|accounts).*");
    Answer notBegun = client.post("/v1/step-up", Map.of());
    Answer notShown = show(stepUp, RIGHT);
    neighbours.forget(mfa);
    assertThat(notBegun.status()).isEqualTo(503);
    assertThat(notShown.status()).isEqualTo(503);
    StubMapping sessions = neighbours.away("/internal/sessions/.*");
    assertThat(show(stepUp, RIGHT).status()).isEqualTo(503);
    neighbours.forget(sessions);
  }

  @Test
  void stolenRedis_givenAStepUpUnderWay_whenRedisIsRead_thenNeitherTheIdNorWhatItIsAboutIsThere() {
    String stepUp = begin();
    var values = redis.value(String.class);
    List<String> kept = redis.key().keys("auth:step-up:*");
    assertThat(kept).isNotEmpty();
    for (String key : kept) {
      assertThat(key).doesNotContain(stepUp).doesNotContain(ann.account().toString());
      assertThat(String.valueOf(values.get(key))).doesNotContain(ann.account().toString()).doesNotContain(session);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/psu_x/challenge", "/psu_x/verify"})
  void access_givenNoTokenOrAForgedOne_whenAsked_thenUnauthorized(String path) {
    Client nobody = Client.fromANewNetwork();
    assertThat(nobody.post("/v1/step-up" + path, Map.of("method", "totp", "code", "1")).status()).isEqualTo(401);
    assertThat(nobody.bearer("x.y.z").post("/v1/step-up" + path, Map.of("method", "totp", "code", "1")).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"acrValues\":\"aal3\"}", "{\"acrValues\":[\"phr\"]}", "{\"acrValues\":2}", "{\"accountId\":\"x\"}", "[]", "{"})
  void badInput_whenBegun_thenAProblem(String body) {
    assertThat(client.send("POST", "/v1/step-up", body).status()).isEqualTo(400);
    assertThat(neighbours.challengesAsked(ann.account())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"method\":\"totp\"}", "{\"method\":\"totp\",\"password\":\"x\"}", "{\"method\":\"password\",\"code\":\"1\"}",
      "{\"method\":\"password\"}", "{\"method\":\"password\",\"password\":\"x\",\"code\":\"1\"}",
      "{\"method\":\"totp\",\"code\":\"1\",\"credential\":{}}", "{\"method\":\"webauthn\",\"credential\":[]}", "{\"code\":\"1\"}"})
  void badInput_whenShown_thenTheFieldsAreNamedAndNothingIsAsked(String body) {
    Answer answer = client.send("POST", "/v1/step-up/" + begin() + "/verify", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-fields");
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();
  }
}
