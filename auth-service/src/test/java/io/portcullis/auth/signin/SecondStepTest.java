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
import io.portcullis.auth.fixture.Ipv6Site;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.MutableClock;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AuthTest
class SecondStepTest {

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  @Inject
  ObjectMapper json;

  @Inject
  RedisDataSource redis;

  private final Client client = Client.fromANewNetwork();
  private Customer ann;

  @BeforeEach
  void enrol() {
    ann = customers.active();
    neighbours.enrols(ann.account());
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private String begin() {
    Answer asked = client.post("/v1/sign-in", ann.credentials());
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.text("status")).isEqualTo("mfa");
    return asked.text("signInId");
  }

  private Answer prove(String signIn, String method, String code) {
    return client.post("/v1/sign-in/" + signIn + "/verify", Map.of("method", method, "code", code));
  }

  @Test
  void givenASecondFactor_whenItIsShown_thenTheSignInIsCompleteWithBothProofs() throws IOException {
    var remembered = new HashMap<>(ann.credentials());
    remembered.put("deviceToken", "pdt_mine");
    remembered.put("rememberMe", true);
    Answer asked = client.post("/v1/sign-in", remembered);
    assertThat(asked.json().get("methods").toString()).isEqualTo("[\"totp\",\"recovery-code\"]");
    assertThat(asked.json().get("expiresIn").asLong()).isBetween(540L, 600L);
    assertThat(asked.json().has("accessToken")).isFalse();

    Answer complete = prove(asked.text("signInId"), "totp", NeighboursDouble.RIGHT_CODE);
    assertThat(complete.status()).isEqualTo(200);
    assertThat(complete.text("status")).isEqualTo("complete");

    JsonNode wanted = json.readTree(neighbours.sessionsAsked(ann.account()).getLast().getBodyAsString());
    assertThat(wanted.get("evidence").findValuesAsText("amr")).containsExactly("pwd", "otp");
    assertThat(wanted.get("enrolled").toString()).isEqualTo("[\"totp\",\"recovery-code\"]");
    assertThat(wanted.get("deviceToken").asText()).isEqualTo("pdt_mine");
    assertThat(wanted.get("rememberMe").asBoolean()).isTrue();
  }

  @Test
  void givenAWrongCode_whenAnotherMethodIsChosen_thenTheSameSignInGoesOn() {
    String signIn = begin();
    Answer wrong = prove(signIn, "totp", "000000");
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.problem()).isEqualTo("code-refused");
    assertThat(wrong.json().get("triesLeft").asLong()).isEqualTo(3);
    assertThat(prove(signIn, "recovery-code", NeighboursDouble.RIGHT_CODE).status()).isEqualTo(200);
  }

  @Test
  void mfaStepSkip_givenAMethodThatWasNotOffered_whenAskedFor_thenMfaServiceIsNotEvenAsked() {
    String signIn = begin();
    assertThat(prove(signIn, "sms", NeighboursDouble.RIGHT_CODE).problem()).isEqualTo("method-not-offered");
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();
  }

  @Test
  void a13_givenAKnownDeviceAndAStranger_thenMfaServiceIsToldWhichOfThemTries() throws IOException {
    String signIn = begin();
    prove(signIn, "totp", "000000");
    assertThat(claimantTold()).startsWith("stranger:");
    String device = prove(signIn, "totp", NeighboursDouble.RIGHT_CODE).text("deviceToken");

    var again = new HashMap<String, Object>(ann.credentials());
    again.put("deviceToken", device);
    String onKnownDevice = client.post("/v1/sign-in", again).text("signInId");
    prove(onKnownDevice, "totp", "000000");
    assertThat(claimantTold()).startsWith("known-device:").hasSize("known-device:".length() + 64);
    again.put("deviceToken", "pdt_invented");
    prove(client.post("/v1/sign-in", again).text("signInId"), "totp", "000000");
    assertThat(claimantTold()).startsWith("stranger:");
  }

  @Test
  void a13_givenStrangersInNetworksOfOneIpv6Site_thenMfaServiceIsToldOfOne_andOfAnotherElsewhere() throws IOException {
    Ipv6Site site = Ipv6Site.anyone();
    String one = claimantToldOf(site.client(1));
    assertThat(claimantToldOf(site.client(0x1702))).isEqualTo(one);
    assertThat(claimantToldOf(Ipv6Site.anyone().client(1))).startsWith("stranger:").isNotEqualTo(one);
  }

  private String claimantToldOf(Client stranger) throws IOException {
    String signIn = stranger.post("/v1/sign-in", ann.credentials()).text("signInId");
    stranger.post("/v1/sign-in/" + signIn + "/verify", Map.of("method", "recovery-code", "code", "000000"));
    return claimantTold();
  }

  private String claimantTold() throws IOException {
    return json.readTree(neighbours.codesAsked(ann.account()).getLast().getBodyAsString()).path("claimant").asText();
  }

  @Test
  void replay_givenASignInThatWasUsed_whenUsedAgain_thenItHasEnded() {
    String signIn = begin();
    assertThat(prove(signIn, "totp", NeighboursDouble.RIGHT_CODE).status()).isEqualTo(200);
    Answer again = prove(signIn, "totp", NeighboursDouble.RIGHT_CODE);
    assertThat(again.status()).isEqualTo(403);
    assertThat(again.problem()).isEqualTo("sign-in-ended");
  }

  @Test
  void doubleSpend_givenARightCodeAndARightRecoveryCode_whenSentAtOnce_thenOneSessionOpens() {
    int before = neighbours.sessionsAsked(ann.account()).size();
    String signIn = begin();
    List<Map<String, String>> proofs = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      proofs.add(Map.of("method", i % 2 == 0 ? "totp" : "recovery-code", "code", NeighboursDouble.RIGHT_CODE));
    }
    List<Answer> answers = client.allAtOnce(proofs, "/v1/sign-in/" + signIn + "/verify");
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.status() != 200)
        .allMatch(answer -> answer.problem().equals("sign-in-ended") || answer.isTurnedAway());
    assertThat(neighbours.sessionsAsked(ann.account())).as("one for the password, one for the winner").hasSize(before + 2);
  }

  @Test
  void lateCode_givenTenMinutesPassed_whenTheCodeIsShown_thenTheSignInHasEnded() {
    String signIn = begin();
    clock.advance(Duration.ofMinutes(10).plusSeconds(1));
    assertThat(prove(signIn, "totp", NeighboursDouble.RIGHT_CODE).problem()).isEqualTo("sign-in-ended");
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();
  }

  @Test
  void givenMfaServiceSaysThatTheChallengeHasEnded_whileAnotherTryIsWinning_thenTheWinnerIsNotSpoiled() {
    String signIn = begin();
    StubMapping ended = neighbours.codesAnswered("{\"outcome\":\"ended\"}");
    assertThat(prove(signIn, "totp", "000000").problem()).isEqualTo("sign-in-ended");
    neighbours.forget(ended);
    assertThat(prove(signIn, "totp", NeighboursDouble.RIGHT_CODE).status()).isEqualTo(200);
  }

  @Test
  void givenMfaServiceThrottles_whenACodeIsShown_thenTheClientIsToldHowLong() {
    String signIn = begin();
    StubMapping throttled = neighbours.codesAnswered("{\"outcome\":\"throttled\",\"retryAfter\":77}");
    Answer answer = prove(signIn, "totp", "000000");
    neighbours.forget(throttled);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isEqualTo("77");
  }

  @Test
  void forgedSignInIds_givenUnknownOrMangledOnes_whenUsed_thenTheyHaveEnded() {
    String signIn = begin();
    String tampered = signIn.substring(0, 10) + (signIn.charAt(10) == 'A' ? 'B' : 'A') + signIn.substring(11);
    for (String forged : List.of("x", "psi_", tampered, signIn.substring(1), "a".repeat(2000))) {
      Answer answer = prove(forged, "totp", NeighboursDouble.RIGHT_CODE);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.problem()).isEqualTo("sign-in-ended");
    }
    assertThat(prove(signIn, "totp", NeighboursDouble.RIGHT_CODE).status()).isEqualTo(200);
  }

  @Test
  void freezeRace_givenTheAccountWasFrozenBetweenTheSteps_whenTheCodeIsShown_thenNoSessionOpens() {
    String signIn = begin();
    int before = neighbours.sessionsAsked(ann.account()).size();
    customers.query("update account set status = 'frozen' where id = $1", ann.account().value());
    assertThat(prove(signIn, "totp", NeighboursDouble.RIGHT_CODE).problem()).isEqualTo("account-frozen");
    assertThat(neighbours.sessionsAsked(ann.account())).hasSize(before);
  }

  @Test
  void resetRace_givenThePasswordWasResetBetweenTheSteps_whenTheCodeIsShown_thenTheOldPasswordOpensNothing() {
    String signIn = begin();
    int before = neighbours.sessionsAsked(ann.account()).size();
    customers.query("update password_credential set changed_at = $2 where account_id = $1",
        ann.account().value(), clock.instant().plusSeconds(1).atOffset(ZoneOffset.UTC));
    assertThat(prove(signIn, "totp", NeighboursDouble.RIGHT_CODE).problem()).isEqualTo("sign-in-ended");
    assertThat(neighbours.sessionsAsked(ann.account())).hasSize(before);
  }

  @Test
  void stolenRedis_givenAnAttemptUnderWay_whenRedisIsRead_thenNeitherTheIdNorWhatItIsAboutIsThere() {
    var remembered = new HashMap<>(ann.credentials());
    remembered.put("deviceToken", "pdt_canary-device");
    String signIn = client.post("/v1/sign-in", remembered).text("signInId");
    var values = redis.value(String.class);
    for (String key : redis.key().keys("*")) {
      assertThat(key).doesNotContain(signIn).doesNotContain(ann.identifier()).doesNotContain(ann.account().toString());
      if (key.startsWith("auth:sign-in:")) {
        assertThat(String.valueOf(values.get(key))).doesNotContain("pdt_canary").doesNotContain(ann.account().toString());
      }
    }
  }
}
