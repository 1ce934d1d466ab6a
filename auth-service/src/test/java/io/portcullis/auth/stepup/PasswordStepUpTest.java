package io.portcullis.auth.stepup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where nothing else is enrolled.
@AuthTest
class PasswordStepUpTest {

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  CustomerTokens tokens;

  @Inject
  MutableClock clock;

  @Inject
  ObjectMapper json;

  private Customer ann;
  private Client client;

  @BeforeEach
  void signIn() {
    ann = customers.active();
    client = Client.fromANewNetwork().bearer(tokens.of(ann.account()));
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private String begin() {
    Answer begun = client.post("/v1/step-up", Map.of("acrValues", "aal1"));
    assertThat(begun.json().get("methods").toString()).isEqualTo("[\"password\"]");
    return begun.text("stepUpId");
  }

  private Answer show(String stepUp, String password) {
    return client.post("/v1/step-up/" + stepUp + "/verify", Map.of("method", "password", "password", password));
  }

  @Test
  void givenNothingEnrolled_whenThePasswordIsShown_thenTheSessionIsFresh() throws IOException {
    String stepUp = begin();
    assertThat(client.post("/v1/step-up/" + stepUp + "/challenge", Map.of("method", "password")).body())
        .isEqualTo("{\"method\":\"password\"}");
    Instant before = clock.instant();
    assertThat(show(stepUp, Customers.PASSWORD).status()).isEqualTo(200);
    JsonNode asked = json.readTree(neighbours.elevationsAsked(ann.account()).getLast().getBodyAsString());
    assertThat(asked.get("evidence").findValuesAsText("amr")).containsExactly("pwd");
    assertThat(Instant.parse(asked.at("/evidence/0/at").asText())).isBetween(before, clock.instant());
    assertThat(neighbours.challengesAsked(ann.account())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"not the password", "", "copper lantern ferry mos", "lone \uD800 surrogate"})
  void givenAnotherPassword_whenShown_thenRefusedAndTheStepUpGoesOn(String wrong) {
    String stepUp = begin();
    Answer refused = show(stepUp, wrong);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.problem()).isEqualTo("code-refused");
    assertThat(neighbours.elevationsAsked(ann.account())).isEmpty();
    assertThat(show(stepUp, Customers.PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void passwordGuessing_givenAStolenSession_whenGuessedInParallelAndInManyStepUps_thenTenTriesAreAll() {
    String first = begin();
    var answers = client.postAtOnce(20, "/v1/step-up/" + first + "/verify", Map.of("method", "password", "password", "guess"));
    assertThat(answers).filteredOn(answer -> answer.problem().equals("code-refused")).hasSizeLessThanOrEqualTo(10);

    Answer right = show(begin(), Customers.PASSWORD);
    assertThat(right.status()).as("even the right one, in a new step-up").isEqualTo(429);
    assertThat(right.problem()).isEqualTo("too-many-attempts");
    assertThat(neighbours.elevationsAsked(ann.account())).isEmpty();

    assertThat(Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()).status()).as("the owner signs in").isEqualTo(200);
    clock.advance(Duration.ofSeconds(Long.parseLong(right.header("retry-after"))));
    client = Client.fromANewNetwork().bearer(tokens.of(ann.account()));
    assertThat(show(begin(), Customers.PASSWORD).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"totp,recovery-code", "webauthn", "email", "sms,recovery-code"})
  void a31Stale_givenAFactorIsAddedMeanwhile_whenThePasswordIsShown_thenTheStepUpHasEnded(String added) {
    String stepUp = begin();
    neighbours.enrols(ann.account(), added.split(","));

    assertThat(show(stepUp, Customers.PASSWORD).problem()).isEqualTo("step-up-ended");
    assertThat(show(stepUp, Customers.PASSWORD).problem()).as("for good").isEqualTo("step-up-ended");
    assertThat(neighbours.elevationsAsked(ann.account())).isEmpty();
  }

  @Test
  void a13Lockout_givenAStolenSessionUsesItsTriesUp_thenTheOwnersOtherSessionStepsUpAndChangesThePassword() {
    var thief = Client.fromANewNetwork().bearer(tokens.of(ann.account()));
    var guess = Map.of("currentPassword", "guess", "newPassword", "flamingo ledger three turbine");
    for (int i = 0; i < 12; i++) {
      thief.put("/v1/account/password", guess);
    }
    assertThat(thief.put("/v1/account/password", guess).status()).isEqualTo(429);

    assertThat(show(begin(), Customers.PASSWORD).status()).isEqualTo(200);
    assertThat(client.put("/v1/account/password",
        Map.of("currentPassword", Customers.PASSWORD, "newPassword", "flamingo ledger three turbine")).status()).isEqualTo(204);
  }

  @Test
  void passwordGuessing_givenManyStolenSessions_thenFiftyTriesAreAll() {
    for (int i = 0; i < 5; i++) {
      client = Client.fromANewNetwork().bearer(tokens.of(ann.account()));
      String stepUp = begin();
      for (int n = 0; n < 10; n++) {
        assertThat(show(stepUp, "guess").status()).isEqualTo(403);
      }
    }
    client = Client.fromANewNetwork().bearer(tokens.of(ann.account()));
    assertThat(show(begin(), Customers.PASSWORD).status()).isEqualTo(429);
  }

  @Test
  void givenTheOwnerStepsUpOften_whenThePasswordIsRight_thenNoTryIsUsed() {
    for (int i = 0; i < 12; i++) {
      assertThat(show(begin(), Customers.PASSWORD).status()).isEqualTo(200);
    }
  }
}
