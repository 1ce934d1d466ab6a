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
import io.portcullis.auth.fixture.Puzzles;
import io.portcullis.contracts.AccountId;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AuthTest
class PasskeySignInTest {

  private static final String BY_USER = "[\"pop\",\"user\",\"mfa\"]";

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  @Inject
  ObjectMapper json;

  private final Client client = Client.fromANewNetwork();
  private final String credential = "cred-" + UUID.randomUUID();
  private Customer ann;

  @BeforeEach
  void enrol() {
    ann = customers.active();
    neighbours.hasPasskey(ann.account(), credential, BY_USER);
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private String begin() {
    return begin(Map.of()).text("signInId");
  }

  private Answer begin(Map<String, ?> request) {
    Answer begun = client.post("/v1/sign-in/passkey", request);
    assertThat(begun.status()).as(begun.body()).isEqualTo(200);
    return begun;
  }

  private Answer show(String signIn, String credential) {
    return client.post("/v1/sign-in/passkey/verify", Map.of("signInId", signIn, "credential", Map.of("id", credential)));
  }

  /// Whom mfa-service was asked about: the double gives it back as the id of the only credential.
  private static String askedAbout(Answer begun) {
    return begun.json().at("/publicKey/allowCredentials/0/id").asText();
  }

  private void assertRefused(Answer answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo(show(begin(), "nobodys").body());
    assertThat(answer.problem()).isEqualTo("credentials-refused");
  }

  @Test
  void in3_givenAPasskey_whenShownWithoutIdentifierAndPassword_thenTheSignInIsComplete() throws IOException {
    Answer begun = begin(Map.of());
    assertThat(askedAbout(begun)).isEqualTo("none");
    assertThat(begun.json().get("expiresIn").asLong()).isBetween(240L, 300L);
    assertThat(begun.header("cache-control")).isEqualTo("no-store");
    Instant before = clock.instant();

    Answer complete = client.post("/v1/sign-in/passkey/verify", Map.of("signInId", begun.text("signInId"),
        "credential", Map.of("id", credential), "deviceToken", "pdt_mine", "rememberMe", true));

    assertThat(complete.status()).isEqualTo(200);
    assertThat(complete.text("status")).isEqualTo("complete");
    assertThat(complete.header("cache-control")).isEqualTo("no-store");
    JsonNode wanted = json.readTree(neighbours.sessionsAsked(ann.account()).getLast().getBodyAsString());
    assertThat(wanted.get("evidence").findValuesAsText("amr")).containsExactly("pop", "user", "mfa");
    wanted.get("evidence").forEach(piece -> assertThat(Instant.parse(piece.get("at").asText())).isBetween(before, clock.instant()));
    assertThat(wanted.get("deviceToken").asText()).isEqualTo("pdt_mine");
    assertThat(wanted.get("rememberMe").asBoolean()).isTrue();
  }

  @Test
  void in3_givenAnIdentifier_whenItsPasskeyIsShown_thenTheSignInIsComplete() {
    Answer begun = begin(Map.of("identifier", ann.identifier().toUpperCase()));
    assertThat(askedAbout(begun)).isEqualTo(ann.account().toString());
    assertThat(show(begun.text("signInId"), credential).status()).isEqualTo(200);
  }

  @Test
  void a01Enumeration_givenKnownUnknownFrozenAndOddOnes_whenBegun_thenTheAnswersAreByteForByteAlike() {
    Customer frozen = customers.active();
    customers.query("update account set status = 'frozen' where id = $1", frozen.account().value());
    Answer known = begin(Map.of("identifier", ann.identifier()));
    for (String other : List.of(frozen.identifier(), Customers.freshEmail(), "+447400123456", "no identifier", "")) {
      Answer answer = begin(Map.of("identifier", other));
      assertThat(masked(answer.body())).isEqualTo(masked(known.body()));
      assertThat(headers(answer)).isEqualTo(headers(known));
      assertThat(askedAbout(answer)).hasSameSizeAs(askedAbout(known));
    }
  }

  private static String masked(String body) {
    return body.replaceAll("pps_[\\w-]+", "ID").replaceAll("\"challenge\":\"[^\"]+\"", "CHALLENGE")
        .replaceAll("\"id\":\"[0-9a-f-]{36}\"", "CREDENTIAL");
  }

  private static Map<String, List<String>> headers(Answer answer) {
    var headers = new TreeMap<>(answer.headers());
    headers.remove("date");
    return headers;
  }

  @Test
  void a01Enumeration_givenAnUnknownIdentifier_whenBegunAgain_thenNobodysAccountIsAlwaysTheSameAndLooksLikeAny() {
    String nobody = Customers.freshEmail();
    String first = askedAbout(begin(Map.of("identifier", nobody)));
    assertThat(askedAbout(begin(Map.of("identifier", nobody)))).isEqualTo(first);
    assertThat(askedAbout(begin(Map.of("identifier", " " + nobody.toUpperCase() + " ")))).isEqualTo(first);
    assertThat(askedAbout(begin(Map.of("identifier", Customers.freshEmail())))).isNotEqualTo(first);
    AccountId account = AccountId.of(first);
    assertThat(account.value().version()).isEqualTo(ann.account().value().version());
    assertThat(account.value().variant()).isEqualTo(ann.account().value().variant());
    assertThat(customers.count("select count(*) from account where id = $1", account.value())).isZero();
  }

  @Test
  void a01Enumeration_givenAnythingButTheRightPasskey_whenShown_thenTheRefusalsAreByteForByteAlike() {
    String nobodys = "cred-" + UUID.randomUUID();
    assertRefused(show(begin(), nobodys));

    Customer bob = customers.active();
    String bobs = "cred-" + UUID.randomUUID();
    neighbours.hasPasskey(bob.account(), bobs, BY_USER);
    assertRefused(show(begin(Map.of("identifier", ann.identifier())).text("signInId"), bobs));
    assertRefused(show(begin(Map.of("identifier", Customers.freshEmail())).text("signInId"), bobs));

    customers.query("update account set status = 'frozen' where id = $1", bob.account().value());
    assertRefused(show(begin(), bobs));
    assertThat(neighbours.sessionsAsked(bob.account())).isEmpty();

    String strangers = "cred-" + UUID.randomUUID();
    neighbours.hasPasskey(new AccountId(UUID.randomUUID()), strangers, BY_USER);
    assertRefused(show(begin(), strangers));

    neighbours.sessionRefused(ann.account(), "barred");
    assertRefused(show(begin(), credential));
  }

  @Test
  void a08StepSkip_givenAKeyThatWasOnlyTouched_whenShown_thenNothingOpensAndNoPasswordIsAskedFor() {
    Customer carl = customers.active();
    String touched = "cred-" + UUID.randomUUID();
    neighbours.hasPasskey(carl.account(), touched, "[\"pop\",\"user\"]");
    neighbours.sessionsAnswered(carl.account(), "{\"outcome\":\"more-proof\",\"methods\":[\"password\"],\"reason\":\"password-missing\"}");
    assertRefused(show(begin(), touched));
  }

  @Test
  void a06Replay_givenASignInThatWasTried_whenTriedAgain_thenItHasEndedRightOrWrong() {
    String used = begin();
    assertThat(show(used, credential).status()).isEqualTo(200);
    assertThat(show(used, credential).problem()).isEqualTo("sign-in-ended");
    String failed = begin();
    assertThat(show(failed, "wrong").problem()).isEqualTo("credentials-refused");
    assertThat(show(failed, credential).problem()).isEqualTo("sign-in-ended");
    assertThat(neighbours.passkeysShown(credential)).as("mfa-service saw only the first").hasSize(1);
  }

  @Test
  void a06DoubleSpend_givenOneSignIn_whenShownManyTimesAtOnce_thenOneSessionOpens() {
    String signIn = begin();
    var answers = client.postAtOnce(24, "/v1/sign-in/passkey/verify", Map.of("signInId", signIn, "credential", Map.of("id", credential)));
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.status() != 200)
        .allMatch(answer -> answer.problem().equals("sign-in-ended") || answer.isTurnedAway());
    assertThat(neighbours.sessionsAsked(ann.account())).hasSize(1);
  }

  @Test
  void a31Late_givenTenMinutesPassedOrMfaServiceEndedIt_whenShown_thenItHasEnded() {
    String late = begin();
    clock.advance(Duration.ofMinutes(10).plusSeconds(1));
    assertThat(show(late, credential).problem()).isEqualTo("sign-in-ended");
    clock.reset();
    String gone = begin();
    StubMapping ended = neighbours.passkeysAnswered("{\"outcome\":\"ended\"}");
    assertThat(show(gone, credential).problem()).isEqualTo("sign-in-ended");
    neighbours.forget(ended);
    for (String forged : List.of("", "pps_", "x", gone.substring(1))) {
      assertThat(show(forged, credential).problem()).isEqualTo("sign-in-ended");
    }
  }

  @Test
  void a14Guessing_givenOneNetwork_whenItBeginsWithoutEnd_thenItSolvesPuzzlesWhateverItTypes_andSuccessGivesBack() {
    Client crowd = Client.fromANewNetwork();
    for (int i = 0; i < 5; i++) {
      String signIn = crowd.post("/v1/sign-in/passkey", Map.of()).text("signInId");
      assertThat(crowd.post("/v1/sign-in/passkey/verify", Map.of("signInId", signIn, "credential", Map.of("id", credential))).status()).isEqualTo(200);
    }
    List<Map<String, ?>> beginnings = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      beginnings.add(i % 2 == 0 ? Map.of() : Map.of("identifier", Customers.freshEmail()));
    }
    assertThat(crowd.allAtOnce(beginnings, "/v1/sign-in/passkey")).filteredOn(answer -> answer.status() == 429).isEmpty();
    for (Map<String, ?> body : List.of(Map.<String, Object>of(), Map.of("identifier", ann.identifier()))) {
      Answer asked = crowd.post("/v1/sign-in/passkey", body);
      assertThat(asked.text("status")).isEqualTo("human-verification");
      var solved = new HashMap<String, Object>(body);
      solved.put("humanProof", Puzzles.solve(asked.json().get("challenge")));
      assertThat(crowd.post("/v1/sign-in/passkey", solved).text("signInId")).as("a13: a way, not a wait").startsWith("pps_");
      assertThat(crowd.post("/v1/sign-in/passkey", solved).text("status")).as("once").isEqualTo("human-verification");
    }
    assertThat(begin()).isNotEmpty();
  }

  @Test
  void a14Guessing_givenSuccessesThatAProofPaidFor_thenNoPlaceIsGivenBackThatTheyNeverTook() {
    Client crowd = Client.fromANewNetwork();
    crowd.allAtOnce(Collections.nCopies(100, Map.<String, Object>of()), "/v1/sign-in/passkey");
    for (int i = 0; i < 2; i++) {
      Answer asked = crowd.post("/v1/sign-in/passkey", Map.of());
      assertThat(asked.text("status")).isEqualTo("human-verification");
      String signIn = crowd.post("/v1/sign-in/passkey", Map.of("humanProof", Puzzles.solve(asked.json().get("challenge")))).text("signInId");
      assertThat(crowd.post("/v1/sign-in/passkey/verify", Map.of("signInId", signIn, "credential", Map.of("id", credential))).status())
          .isEqualTo(200);
    }
    assertThat(crowd.post("/v1/sign-in/passkey", Map.of()).text("status")).isEqualTo("human-verification");
  }

  @Test
  void outage_givenMfaServiceIsAway_whenBegunOrShown_then503() {
    String signIn = begin();
    StubMapping away = neighbours.away("/internal/passkeys.*");
    Answer notBegun = client.post("/v1/sign-in/passkey", Map.of());
    Answer notShown = show(signIn, credential);
    neighbours.forget(away);
    assertThat(notBegun.status()).isEqualTo(503);
    assertThat(notShown.status()).isEqualTo(503);
    assertThat(notShown.header("retry-after")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"signInId\":\"x\"}", "{\"signInId\":\"x\",\"credential\":\"y\"}",
      "{\"signInId\":\"x\",\"credential\":[]}", "{\"signInId\":\"x\",\"credential\":null}", "{\"credential\":{}}",
      "{\"signInId\":\"x\",\"credential\":{},\"accountId\":\"y\"}", "{\"signInId\":7,\"credential\":{}}"})
  void badInput_whenShown_thenAProblem(String body) {
    assertThat(client.send("POST", "/v1/sign-in/passkey/verify", body).status()).isEqualTo(400);
  }

  @Test
  void badInput_givenLongFields_thenAProblem() {
    assertThat(client.post("/v1/sign-in/passkey", Map.of("identifier", "a".repeat(321))).problem()).isEqualTo("invalid-fields");
    var large = new HashMap<String, Object>(Map.of("signInId", begin(), "credential", Map.of("id", "a".repeat(16 * 1024))));
    assertThat(client.post("/v1/sign-in/passkey/verify", large).problem()).isEqualTo("invalid-fields");
    large.put("credential", Map.of("id", "a"));
    large.put("deviceToken", "x".repeat(257));
    assertThat(client.post("/v1/sign-in/passkey/verify", large).problem()).isEqualTo("invalid-fields");
  }
}
