package io.portcullis.auth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What auth-service tells session-service of a sign-in, and how it asks for the code that confirms an unusual one
/// (SAFE-2, IN-7).
@AuthTest
class UnusualSignInTest {

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  @Inject
  ObjectMapper json;

  private final Client client = Client.fromANewNetwork();

  /// What other tests typed lately must not count as sprayed.
  @BeforeEach
  void longAfterAllOthers() {
    clock.advance(Duration.ofHours(3));
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  @Test
  void in7_givenNothingEnrolledAndAnUnusualSignIn_thenACodeToTheAccountsOwnMailboxCompletesIt() {
    Customer ann = customers.active();
    neighbours.findsUnusual(ann.account());

    Answer asked = client.post("/v1/sign-in", ann.credentials());
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.text("status")).isEqualTo("email-code");
    assertThat(asked.json().get("methods").toString()).isEqualTo("[\"email\"]");
    assertThat(asked.json().has("accessToken")).isFalse();
    JsonNode begun = body(neighbours.challengesAsked(ann.account()).getLast());
    assertThat(begun.path("purpose").asText()).isEqualTo("sign-in-confirmation");
    assertThat(begun.path("validatedAddress").asText()).isEqualTo(ann.identifier());

    String signIn = asked.text("signInId");
    Answer sent = client.post("/v1/sign-in/" + signIn + "/challenge", Map.of("method", "email"));
    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.json().get("resendAfter").asLong()).isEqualTo(30);

    Answer complete = client.post("/v1/sign-in/" + signIn + "/verify", Map.of("method", "email", "code", NeighboursDouble.RIGHT_CODE));
    assertThat(complete.text("status")).isEqualTo("complete");
    assertThat(body(neighbours.sessionsAsked(ann.account()).getLast()).get("evidence").findValuesAsText("amr"))
        .containsExactly("pwd", "validated-address");
  }

  @Test
  void a36Mailbox_givenAClaimantWhoMakesDoWithARestrictedSession_whenTheSignInIsUnusualToo_thenBothStepsSaySo() throws IOException {
    for (boolean willDo : new boolean[] {true, false}) {
      Customer ann = customers.active();
      neighbours.findsUnusual(ann.account());
      var credentials = new HashMap<>(ann.credentials());
      credentials.put("restrictedSession", willDo);
      String signIn = client.post("/v1/sign-in", credentials).text("signInId");
      client.post("/v1/sign-in/" + signIn + "/verify", Map.of("method", "email", "code", NeighboursDouble.RIGHT_CODE));
      assertThat(neighbours.sessionsAsked(ann.account())).hasSize(2);
      for (var asked : neighbours.sessionsAsked(ann.account())) {
        assertThat(body(asked).path("restrictedWillDo").asBoolean()).isEqualTo(willDo);
      }
    }
  }

  @Test
  void givenAnAccountWithoutMailbox_thenTheCodeGoesToItsNumber() {
    Customer ann = customers.withPhone();
    neighbours.findsUnusual(ann.account());
    Answer asked = client.post("/v1/sign-in", ann.credentials());
    assertThat(asked.text("status")).isEqualTo("sms-code");
    assertThat(asked.json().get("methods").toString()).isEqualTo("[\"sms\"]");
    assertThat(body(neighbours.challengesAsked(ann.account()).getLast()).path("validatedAddress").asText())
        .isEqualTo(ann.identifier());
  }

  @Test
  void a08StepSkip_givenACodeIsAskedFor_whenAnotherMethodIsShown_thenItIsNotEvenLookedAt() {
    Customer ann = customers.active();
    neighbours.findsUnusual(ann.account());
    String signIn = client.post("/v1/sign-in", ann.credentials()).text("signInId");
    for (String method : new String[] {"totp", "recovery-code", "sms", "validated-address"}) {
      Answer refused = client.post("/v1/sign-in/" + signIn + "/verify", Map.of("method", method, "code", NeighboursDouble.RIGHT_CODE));
      assertThat(refused.problem()).isEqualTo("method-not-offered");
    }
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();
  }

  @Test
  void a35Downgrade_givenAFactorIsEnrolledWhileACodeIsAskedFor_thenTheCodeAloneOpensNothing() {
    Customer ann = customers.active();
    neighbours.findsUnusual(ann.account());
    String signIn = client.post("/v1/sign-in", ann.credentials()).text("signInId");
    neighbours.enrols(ann.account());

    client.post("/v1/sign-in/" + signIn + "/verify", Map.of("method", "email", "code", NeighboursDouble.RIGHT_CODE));

    assertThat(body(neighbours.sessionsAsked(ann.account()).getLast()).get("enrolled").toString())
        .isEqualTo("[\"totp\",\"recovery-code\"]");
  }

  @Test
  void safe2_givenSessionServiceBlocksIt_thenTheClaimantIsTold_butOnlyWithTheRightPassword() {
    Customer ann = customers.active();
    neighbours.sessionRefused(ann.account(), "too-risky");
    Answer blocked = client.post("/v1/sign-in", ann.credentials());
    assertThat(blocked.status()).isEqualTo(403);
    assertThat(blocked.problem()).isEqualTo("sign-in-blocked");
    assertThat(client.post("/v1/sign-in", ann.credentials("wrong words altogether")).problem()).isEqualTo("credentials-refused");
  }

  @Test
  void safe2_givenWrongPasswordsBefore_whenTheRightOneComes_thenTheirNumberIsTold() {
    Customer ann = customers.active();
    for (int i = 0; i < 6; i++) Client.fromANewNetwork().post("/v1/sign-in", ann.credentials("wrong number " + i));
    for (int i = 0; i < 3; i++) client.post("/v1/sign-in", customers.active().credentials("also wrong " + i));

    client.post("/v1/sign-in", ann.credentials());

    JsonNode signals = signals(ann);
    assertThat(signals.path("failedAttempts").asLong()).isEqualTo(6);
    assertThat(signals.path("networkFailures").asLong()).isEqualTo(3);
    assertThat(signals.path("sprayedAccounts").asLong()).isZero();
  }

  @Test
  void a14Spraying_givenOnePasswordTriedAtManyAccountsFromManyNetworks_whenItIsRightSomewhere_thenItIsKnownForSprayed() {
    for (int i = 0; i < 12; i++) {
      Client.fromANewNetwork().post("/v1/sign-in", Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD));
    }
    Customer ann = customers.active();
    Client.fromANewNetwork().post("/v1/sign-in", ann.credentials());
    assertThat(signals(ann).path("sprayedAccounts").asLong()).isBetween(11L, 13L);
    assertThat(signals(ann).path("networkFailures").asLong()).isZero();

    clock.advance(Duration.ofMinutes(59));
    Client.fromANewNetwork().post("/v1/sign-in", ann.credentials());
    assertThat(signals(ann).path("sprayedAccounts").asLong()).as("no edge of an hour ends it").isBetween(11L, 13L);
    clock.advance(Duration.ofMinutes(21));
    Client.fromANewNetwork().post("/v1/sign-in", ann.credentials());
    assertThat(signals(ann).path("sprayedAccounts").asLong()).as("later it is forgotten").isZero();
  }

  @Test
  void a13LockoutDenialOfService_givenStrangersFail_thenTheOwnersKnownDeviceHearsNothingOfIt() {
    Customer ann = customers.active();
    String device = client.post("/v1/sign-in", ann.credentials()).text("deviceToken");
    for (int i = 0; i < 6; i++) Client.fromANewNetwork().post("/v1/sign-in", ann.credentials("wrong number " + i));

    var known = new HashMap<>(ann.credentials());
    known.put("deviceToken", device);
    client.post("/v1/sign-in", known);

    assertThat(signals(ann).path("failedAttempts").asLong()).isZero();
  }

  @Test
  void givenTrustIsWantedWithTheSecondFactor_thenSessionServiceIsToldWithWhenTheFactorsChanged() {
    Customer ann = customers.active();
    neighbours.enrols(ann.account());
    String signIn = client.post("/v1/sign-in", ann.credentials()).text("signInId");
    client.post("/v1/sign-in/" + signIn + "/verify",
        Map.of("method", "totp", "code", NeighboursDouble.RIGHT_CODE, "trustDevice", true));

    JsonNode first = body(neighbours.sessionsAsked(ann.account()).getFirst());
    JsonNode last = body(neighbours.sessionsAsked(ann.account()).getLast());
    assertThat(first.path("trustDevice").asBoolean()).isFalse();
    assertThat(last.path("trustDevice").asBoolean()).isTrue();
    assertThat(last.path("signals")).as("what was counted stays with the attempt").isEqualTo(first.path("signals"));
  }

  private JsonNode signals(Customer customer) {
    return body(neighbours.sessionsAsked(customer.account()).getLast()).path("signals");
  }

  private JsonNode body(LoggedRequest request) {
    try {
      return json.readTree(request.getBodyAsString());
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}
