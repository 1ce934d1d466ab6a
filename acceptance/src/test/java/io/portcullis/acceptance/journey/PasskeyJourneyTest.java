package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.SignInStep.SecondFactor;
import io.portcullis.acceptance.Tokens;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promise IN-6.
@AgainstTheHouse
class PasskeyJourneyTest {
  private final House house;

  PasskeyJourneyTest(House house) {
    this.house = house;
  }

  @Test
  void givenASecurityKey_whenSigningInNext_thenItIsOfferedFirstAndRaisesTheLevelToPhishingResistant() {
    Customer customer = withKey();
    assertThat(customer.recoveryCodes()).hasSize(10);

    SecondFactor asked = customer.offerPassword().secondFactor();
    assertThat(asked.methods()).containsExactly("webauthn", "recovery-code");
    Tokens tokens = customer.touch(asked);
    assertThat(tokens.acr()).isEqualTo("phr");
    assertThat(tokens.amr()).contains("pwd", "pop");
  }

  @Test
  void givenAPasskey_whenNothingIsTyped_thenATouchSignsIn() {
    Customer customer = withKey();
    Tokens tokens = customer.signInWithPasskey();
    assertThat(tokens.acr()).isEqualTo("phr");
    assertThat(tokens.amr()).contains("pop").doesNotContain("pwd");
    assertThat(customer.read("/v1/account").json().path("identifiers")).isNotEmpty();
  }

  @Test
  void givenAFrozenAccount_whenSignedInWithAPasskey_thenItIsRefusedAsAnyOther() {
    Customer customer = withKey();
    house.client().post("/v1/recovery/freeze").json(Map.of("token", house.inbox().await(customer.identifier(), "an alert",
        letter -> letter.linksTo("/recovery/freeze")).linkToken())).expect(204);
    JsonNode begun = customer.client().post("/v1/sign-in/passkey").json(Map.of()).expect(200).json();
    Answer answer = customer.client().post("/v1/sign-in/passkey/verify").json(Map.of("signInId", begun.path("signInId").asText(),
        "credential", customer.securityKey().get(begun.path("publicKey")))).send();
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void givenAKey_whenRenamedListedAndRemoved_thenTheOwnerIsToldAndThePasswordIsEnoughAgain() {
    Customer customer = house.signedIn();
    String id = customer.enrolSecurityKey("desk");
    customer.stepUpByTouch();

    customer.client().call("PATCH", "/v1/mfa/webauthn/" + id).bearer(customer.accessToken()).json(Map.of("name", "blue key")).expect(204);
    assertThat(customer.read("/v1/mfa").body()).contains("blue key");
    house.inbox().await(customer.identifier(), "a letter about the new name", letter -> letter.text().contains("blue key"));

    customer.client().delete("/v1/mfa/webauthn/" + id).bearer(customer.accessToken()).expect(204);
    house.inbox().await(customer.identifier(), "a letter about the removal", letter -> letter.subject().contains("removed"));
    assertThat(customer.signIn().acr()).isEqualTo("aal1");
  }

  @Test
  void clonedKey_givenACounterThatWentBack_thenItIsRefusedAndTheOwnerIsTold() {
    Customer customer = withKey();
    customer.touch(customer.offerPassword().secondFactor());
    customer.securityKey().forgetLastUse();

    assertThat(customer.touching(customer.offerPassword().secondFactor()).send().status()).isEqualTo(403);
    house.inbox().await(customer.identifier(), "a letter about a copy", letter -> letter.text().contains("copied"));
  }

  @Test
  void phishing_givenAPageOfAnotherOrigin_thenItsAssertionIsRefused() {
    Customer customer = withKey();
    SecondFactor asked = customer.offerPassword().secondFactor();
    JsonNode options = customer.client().post("/v1/sign-in/" + asked.signInId() + "/challenge").json(Map.of("method", "webauthn"))
        .expect(200).json().path("publicKey");
    var credential = customer.securityKey().at(URI.create("https://portcullis.example.evil")).get(options);
    Answer answer = customer.client().post("/v1/sign-in/" + asked.signInId() + "/verify")
        .json(Map.of("method", "webauthn", "credential", credential)).send();
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("code-refused");
  }

  private Customer withKey() {
    Customer customer = house.signedIn();
    customer.enrolSecurityKey("key");
    return customer;
  }
}
