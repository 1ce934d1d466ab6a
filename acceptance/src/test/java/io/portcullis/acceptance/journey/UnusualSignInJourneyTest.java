package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.SignInStep;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// SAFE-2, SAFE-1, IN-7: a stolen password from elsewhere, and what its owner sees of it.
@AgainstTheHouse
class UnusualSignInJourneyTest {

  private final House house;

  UnusualSignInJourneyTest(House house) {
    this.house = house;
  }

  @Test
  void givenNothingEnrolled_whenSignedInOnANewDevice_thenACodeFromTheMailboxIsNeeded_andTheOwnerCanReadWhy() {
    Customer customer = house.signedIn();
    Customer laptop = customer.onAnotherDevice(house.client());

    SignInStep.Confirmation asked = laptop.offerPassword().confirmation();
    assertThat(asked.methods()).containsExactly("email");
    Answer guessed = laptop.client().post("/v1/sign-in/" + asked.signInId() + "/verify")
        .json(Map.of("method", "email", "code", "000000")).send();
    assertThat(guessed.status()).isEqualTo(403);
    laptop.confirm(asked);

    assertThat(laptop.held().acr()).isEqualTo("aal1");
    JsonNode signIns = laptop.read("/v1/sign-ins").json().path("signIns");
    assertThat(signIns.findValuesAsText("decision")).containsExactly("allowed", "asked", "allowed");
    assertThat(signIns.path(1).path("reasons").path(0).path("text").asText()).contains("not used with the account before");
    assertThat(laptop.signIn().acr()).as("known by now").isEqualTo("aal1");
    Letter alert = house.inbox().await(customer.identifier(), "an alert that says why", letter -> letter.text().contains("Unusual:"));
    assertThat(alert.linksTo("/recovery/freeze")).isTrue();
  }

  @Test
  void givenAStolenPassword_whenTriedFromADislikedNetwork_thenItIsBlocked_theOwnerAlerted_andGoesOn() {
    Customer customer = house.signedIn();
    Customer thief = customer.onAnotherDevice(house.dislikedClient());

    Answer blocked = thief.client().post("/v1/sign-in")
        .json(Map.of("identifier", customer.identifier(), "password", customer.password())).send();

    assertThat(blocked.status()).isEqualTo(403);
    assertThat(blocked.json().path("type").asText()).endsWith(":sign-in-blocked");
    Letter alert = house.inbox().await(customer.identifier(), "an alert about the blocked sign-in",
        letter -> "A sign-in to your account was blocked".equals(letter.subject()));
    assertThat(alert.text()).contains("list of networks that attackers often use");
    assertThat(alert.linksTo("/recovery/freeze")).isTrue();
    assertThat(customer.signIn().acr()).isEqualTo("aal1");
    assertThat(customer.read("/v1/sign-ins").json().path("signIns").findValuesAsText("decision")).contains("blocked");
    // The trail lets events come together for half a second.
    Eventually.holds(Duration.ofSeconds(20), "the activity lists the blocked sign-in",
        () -> customer.read("/v1/activity").json().toString().contains("sign-in-blocked"));
  }

  @Test
  void givenADeviceThatIsTrusted_thenThePasswordIsEnoughThere_untilItsOwnerEndsThat() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    SignInStep.SecondFactor asked = rememberedSignIn(customer).secondFactor();
    JsonNode signedIn = customer.client().post("/v1/sign-in/" + asked.signInId() + "/verify")
        .json(Map.of("method", "totp", "code", customer.totp().next(), "trustDevice", true)).expect(200).json();
    assertThat(signedIn.path("deviceTrustedUntil").asText()).isNotEmpty();

    SignInStep.Complete again = (SignInStep.Complete) rememberedSignIn(customer);
    assertThat(again.tokens().acr()).as("one factor was shown").isEqualTo("aal1");

    String token = again.tokens().accessToken();
    JsonNode devices = customer.client().get("/v1/devices").bearer(token).expect(200).json().path("devices");
    JsonNode here = devices.findParents("current").stream().filter(device -> device.path("current").asBoolean()).findFirst().orElseThrow();
    assertThat(here.path("trustedUntil").asText()).isNotEmpty();
    assertThat(here.path("place").path("name").asText()).isEqualTo("unknown");
    String device = "/v1/devices/" + here.path("id").asText();
    for (Map<String, Object> change : List.<Map<String, Object>>of(
        Map.of("name", "Kitchen laptop"), Map.of("trusted", true), Map.of("trusted", false))) {
      Answer refused = customer.client().patch(device).bearer(token).json(change).expect(401);
      assertThat(refused.header("WWW-Authenticate").orElseThrow()).as("no factor was shown")
          .contains("insufficient_user_authentication", "aal2");
    }
    String shown = signedIn.path("accessToken").asText();
    customer.client().patch(device).bearer(shown).json(Map.of("name", "Kitchen laptop")).expect(204);
    customer.client().patch(device).bearer(shown).json(Map.of("trusted", false)).expect(204);

    assertThat(rememberedSignIn(customer).secondFactor().methods()).isEqualTo(List.of("totp", "recovery-code"));
    JsonNode after = customer.client().get("/v1/devices").bearer(token).expect(200).json().path("devices");
    assertThat(after.findValuesAsText("name")).contains("Kitchen laptop");
  }

  private static SignInStep rememberedSignIn(Customer customer) {
    return SignInStep.of(customer.client().post("/v1/sign-in").json(Map.of("identifier", customer.identifier(),
        "password", customer.password(), "deviceToken", customer.held().deviceToken(), "rememberMe", true)).expect(200));
  }
}
