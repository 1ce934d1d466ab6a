package io.portcullis.auth.signin;

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
import io.portcullis.testkit.CustomerTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Choosing a method, and showing what is more than a code.
@AuthTest
class ChallengeTest {

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  CustomerTokens tokens;

  @Inject
  ObjectMapper json;

  private final Client client = Client.fromANewNetwork();
  private Customer ann;

  @BeforeEach
  void enrol() {
    ann = customers.active();
    neighbours.enrols(ann.account(), "webauthn", "totp", "sms", "recovery-code");
  }

  private String begin() {
    return client.post("/v1/sign-in", ann.credentials()).text("signInId");
  }

  private Answer choose(String signIn, String method) {
    return client.post("/v1/sign-in/" + signIn + "/challenge", Map.of("method", method));
  }

  private Answer prove(String signIn, Map<String, ?> shown) {
    return client.post("/v1/sign-in/" + signIn + "/verify", shown);
  }

  @Test
  void givenAPasskeyAsSecondFactor_whenChosenAndShown_thenTheEvidenceSaysAllThatItProved() throws IOException {
    String signIn = begin();
    Answer options = choose(signIn, "webauthn");
    assertThat(options.status()).isEqualTo(200);
    assertThat(options.text("method")).isEqualTo("webauthn");
    assertThat(options.json().at("/publicKey/challenge").asText()).isEqualTo("Y2hhbGxlbmdl");
    assertThat(options.header("cache-control")).isEqualTo("no-store");
    assertThat(options.json().has("messageId")).isFalse();

    Answer complete = prove(signIn, Map.of("method", "webauthn", "credential", Map.of("id", NeighboursDouble.RIGHT_CREDENTIAL)));
    assertThat(complete.text("status")).isEqualTo("complete");
    assertThat(complete.json().has("restricted") || complete.json().has("next") || complete.json().has("clockDriftSeconds")).isFalse();
    JsonNode wanted = json.readTree(neighbours.sessionsAsked(ann.account()).getLast().getBodyAsString());
    assertThat(wanted.get("evidence").findValuesAsText("amr")).containsExactly("pwd", "pop", "user", "mfa");
    JsonNode asked = json.readTree(neighbours.preparationsAsked(ann.account()).getLast().getBodyAsString());
    assertThat(asked.get("purpose").asText()).isEqualTo("sign-in");
    assertThat(asked.get("attempt")).isEqualTo(json.readTree(neighbours.codesAsked(ann.account()).getLast().getBodyAsString()).get("attempt"));
  }

  @Test
  void givenACodeBySms_whenChosen_thenItIsSentInTheCustomersLanguageAndTheClientLearnsHowToFollowIt() throws IOException {
    customers.query("update account set locale = 'de' where id = $1", ann.account().value());
    Answer sent = choose(begin(), "sms");
    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.text("messageId")).isEqualTo("0195a3f0-0000-7000-8000-000000000001");
    assertThat(sent.json().get("resendAfter").asLong()).isEqualTo(60);
    assertThat(sent.json().get("expiresIn").asLong()).isEqualTo(600);
    assertThat(json.readTree(neighbours.preparationsAsked(ann.account()).getLast().getBodyAsString()).get("locale").asText())
        .isEqualTo("de");
  }

  @Test
  void givenNothingToPrepare_whenChosen_thenOnlyTheMethodComesBack() {
    assertThat(choose(begin(), "totp").body()).isEqualTo("{\"method\":\"totp\"}");
  }

  @Test
  void givenMfaServiceSaysNotYetOrNotAtAll_whenChosen_thenTheClientIsToldWhat() {
    String signIn = begin();
    StubMapping wait = neighbours.preparationsAnswered("{\"outcome\":\"wait\",\"retryAfter\":44}");
    Answer tooSoon = choose(signIn, "sms");
    neighbours.forget(wait);
    assertThat(tooSoon.status()).isEqualTo(429);
    assertThat(tooSoon.header("retry-after")).isEqualTo("44");
    StubMapping ended = neighbours.preparationsAnswered("{\"outcome\":\"ended\"}");
    assertThat(choose(signIn, "sms").problem()).isEqualTo("sign-in-ended");
    neighbours.forget(ended);
    StubMapping notOffered = neighbours.preparationsAnswered("{\"outcome\":\"not-offered\"}");
    assertThat(choose(signIn, "sms").problem()).isEqualTo("method-not-offered");
    neighbours.forget(notOffered);
    StubMapping away = neighbours.away("/internal/challenges/.*");
    assertThat(choose(signIn, "sms").status()).isEqualTo(503);
    neighbours.forget(away);
  }

  @Test
  void a08StepSkip_givenAMethodThatSessionServiceDidNotName_whenChosenOrShown_thenMfaServiceIsNotEvenAsked() {
    String signIn = begin();
    assertThat(choose(signIn, "email").problem()).isEqualTo("method-not-offered");
    assertThat(prove(signIn, Map.of("method", "email", "code", NeighboursDouble.RIGHT_CODE)).problem()).isEqualTo("method-not-offered");
    assertThat(neighbours.preparationsAsked(ann.account())).isEmpty();
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();
  }

  @Test
  void a08StepSkip_givenIdsOfOtherFlows_whenSwappedIn_thenTheyHaveEnded() {
    Client signedIn = client.bearer(tokens.of(ann.account()));
    String signIn = begin();
    String stepUp = signedIn.post("/v1/step-up", Map.of()).text("stepUpId");
    String passkey = client.post("/v1/sign-in/passkey", Map.of()).text("signInId");
    Map<String, ?> shown = Map.of("method", "totp", "code", NeighboursDouble.RIGHT_CODE);
    for (String id : new String[] {stepUp, passkey, "psi" + stepUp.substring(3), "psi" + passkey.substring(3)}) {
      assertThat(prove(id, shown).problem()).isEqualTo("sign-in-ended");
      assertThat(choose(id, "totp").problem()).isEqualTo("sign-in-ended");
    }
    for (String id : new String[] {signIn, passkey, "psu" + signIn.substring(3)}) {
      assertThat(signedIn.post("/v1/step-up/" + id + "/verify", shown).problem()).isEqualTo("step-up-ended");
      assertThat(signedIn.post("/v1/step-up/" + id + "/challenge", Map.of("method", "totp")).problem()).isEqualTo("step-up-ended");
    }
    for (String id : new String[] {signIn, stepUp}) {
      assertThat(client.post("/v1/sign-in/passkey/verify", Map.of("signInId", id, "credential", Map.of("id", "x"))).problem())
          .isEqualTo("sign-in-ended");
    }
    assertThat(prove(signIn, shown).status()).as("none of it used the sign-in up").isEqualTo(200);
  }

  @Test
  void givenAnAppWhoseClockIsWrong_whenAnotherFactorPasses_thenTheClientLearnsTheDrift() {
    String signIn = begin();
    StubMapping drifting = neighbours.codesAnswered(
        "{\"outcome\":\"proved\",\"method\":\"sms\",\"amr\":[\"sms\"],\"clockDriftSeconds\":-180}");
    Answer complete = prove(signIn, Map.of("method", "sms", "code", "123456"));
    neighbours.forget(drifting);
    assertThat(complete.json().get("clockDriftSeconds").asLong()).isEqualTo(-180);
  }

  @Test
  void givenARecoveryCode_whenShown_thenTheSessionIsRestrictedAndTheClientLearnsWhatToDo() {
    String signIn = begin();
    StubMapping recovery = neighbours.codesAnswered(
        "{\"outcome\":\"proved\",\"method\":\"recovery-code\",\"amr\":[\"recovery-code\"]}");
    Answer complete = prove(signIn, Map.of("method", "recovery-code", "code", "ABCD-EFGH"));
    neighbours.forget(recovery);
    assertThat(complete.json().get("restricted").asBoolean()).isTrue();
    assertThat(complete.text("next")).isEqualTo("enrol-second-factor");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"method\":\"totp\"}", "{\"method\":\"totp\",\"code\":\"424242\",\"credential\":{\"id\":\"x\"}}",
      "{\"method\":\"webauthn\",\"credential\":[]}", "{\"method\":\"webauthn\",\"credential\":\"x\"}",
      "{\"method\":\"webauthn\",\"credential\":null}", "{\"method\":\"webauthn\",\"credential\":7}",
      "{\"code\":\"424242\"}", "{\"method\":\"../x\",\"code\":\"424242\"}", "{\"method\":\"totp\",\"code\":424242}"})
  void badInput_whenShown_thenTheFieldsAreNamedAndNothingIsAsked(String body) {
    String signIn = begin();
    Answer answer = client.send("POST", "/v1/sign-in/" + signIn + "/verify", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-fields");
    assertThat(answer.json().get("errors")).isNotEmpty();
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();
  }

  @Test
  void badInput_givenACredentialOfAnySize_whenShown_thenSixteenKibAreTheMost() {
    String signIn = begin();
    int frame = "{\"id\":\"x\",\"response\":\"\"}".length();
    assertThat(prove(signIn, Map.of("method", "webauthn", "credential", Map.of("id", "x", "response", "a".repeat(16 * 1024 - frame)))).problem())
        .isEqualTo("code-refused");
    for (int size : new int[] {16 * 1024 - frame + 1, 60_000}) {
      assertThat(prove(signIn, Map.of("method", "webauthn", "credential", Map.of("id", "x", "response", "a".repeat(size)))).problem())
          .isEqualTo("invalid-fields");
    }
    assertThat(prove(signIn, Map.of("method", "webauthn", "credential", Map.of("id", "x", "response", "a".repeat(70_000)))).status())
        .isEqualTo(413);
    assertThat(prove(signIn, Map.of("method", "totp", "code", "1".repeat(65))).problem()).isEqualTo("invalid-fields");
    assertThat(neighbours.codesAsked(ann.account())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"method\":7}", "{\"method\":\"UPPER\"}", "{\"method\":\"totp\",\"locale\":\"de\"}", "[]"})
  void badInput_whenAMethodIsChosen_thenAProblem(String body) {
    assertThat(client.send("POST", "/v1/sign-in/" + begin() + "/challenge", body).status()).isEqualTo(400);
    assertThat(neighbours.preparationsAsked(ann.account())).isEmpty();
  }
}
