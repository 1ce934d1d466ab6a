package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.SignInStep.SecondFactor;
import io.portcullis.acceptance.Tokens;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promises IN-7, IN-8 and IN-11.
@AgainstTheHouse
class CodesJourneyTest {
  private final House house;

  CodesJourneyTest(House house) {
    this.house = house;
  }

  @Test
  void givenCodesByMailAreChosen_whenSigningIn_thenOneIsSentAndOpensTheGate() {
    Customer customer = house.signedIn();
    String mailbox = Identifier.email("codes").value();
    JsonNode sent = begin(customer, "/v1/mfa/email", Map.of("address", mailbox)).json();
    awaitSent(sent.path("messageId").asText(), "email");
    JsonNode confirmed = customer.client().post("/v1/mfa/email/confirm").bearer(customer.accessToken())
        .json(Map.of("code", code(mailbox, 1))).expect(200).json();
    assertThat(confirmed.path("recoveryCodes")).hasSize(10);

    SecondFactor asked = customer.offerPassword().secondFactor();
    assertThat(asked.methods()).containsExactly("email", "recovery-code");
    ask(customer, asked, "email");
    Tokens tokens = customer.prove(asked, "email", code(mailbox, 2));
    assertThat(tokens.acr()).isEqualTo("aal2");
    assertThat(tokens.amr()).containsExactlyInAnyOrder("pwd", "email");
  }

  @Test
  void givenCodesBySms_whenTheNoticeIsRead_thenTheyWork_andAStrongerFactorThatWasThereBeforePutsThemAway() {
    Customer customer = house.signedIn();
    String phone = Identifier.phone().value();
    assertThat(customer.client().put("/v1/mfa/sms").bearer(customer.accessToken())
        .json(Map.of("phoneNumber", phone, "simSwapNoticeRead", false)).send().status()).isIn(400, 409);
    begin(customer, "/v1/mfa/sms", Map.of("phoneNumber", phone, "simSwapNoticeRead", true));
    customer.client().post("/v1/mfa/sms/confirm").bearer(customer.accessToken()).json(Map.of("code", code(phone, 1))).expect(200);

    SecondFactor asked = customer.offerPassword().secondFactor();
    assertThat(asked.methods()).containsExactly("sms", "recovery-code");
    ask(customer, asked, "sms");
    assertThat(customer.prove(asked, "sms", code(phone, 2)).amr()).containsExactlyInAnyOrder("pwd", "sms");

    customer.enrolSecurityKey("key");
    assertThat(customer.offerPassword().secondFactor().methods()).as("a fresh key outranks nothing")
        .containsExactly("webauthn", "sms", "recovery-code");
  }

  @Test
  void givenASecurityKey_whenCodesBySmsAreAddedBesideIt_thenTheyAreNotOffered() {
    Customer customer = house.signedIn();
    customer.enrolSecurityKey("key");
    customer.touch(customer.offerPassword().secondFactor());
    String phone = Identifier.phone().value();
    begin(customer, "/v1/mfa/sms", Map.of("phoneNumber", phone, "simSwapNoticeRead", true));
    customer.client().post("/v1/mfa/sms/confirm").bearer(customer.accessToken()).json(Map.of("code", code(phone, 1))).expect(200);

    SecondFactor stronger = customer.offerPassword().secondFactor();
    assertThat(stronger.methods()).containsExactly("webauthn", "recovery-code");
    Answer downgrade = customer.client().post("/v1/sign-in/" + stronger.signInId() + "/challenge").json(Map.of("method", "sms")).send();
    assertThat(downgrade.status()).isEqualTo(403);
  }

  @Test
  void givenACodeDoesNotCome_whenAskedForAgainAtOnce_thenTheClientIsToldToWait() {
    Customer customer = house.signedIn();
    String mailbox = Identifier.email("codes").value();
    begin(customer, "/v1/mfa/email", Map.of("address", mailbox));
    Answer again = customer.beginFactor(() -> customer.client().put("/v1/mfa/email"), Map.of("address", mailbox));
    assertThat(again.status()).isEqualTo(429);
    assertThat(again.header("Retry-After")).isPresent();
  }

  private static Answer begin(Customer customer, String path, Map<String, ?> body) {
    Answer begun = customer.beginFactor(() -> customer.client().put(path), body);
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    return begun;
  }

  private JsonNode ask(Customer customer, SecondFactor asked, String method) {
    JsonNode sent = customer.client().post("/v1/sign-in/" + asked.signInId() + "/challenge").json(Map.of("method", method)).expect(200).json();
    assertThat(sent.path("resendAfter").asInt()).isPositive();
    return sent;
  }

  private void awaitSent(String message, String channel) {
    Eventually.holds(Duration.ofSeconds(20), "the message was sent", () -> {
      Answer state = house.client().get("/v1/messages/" + message).send();
      return state.status() == 200 && state.json().path("state").asText().equals("sent")
          && state.json().path("channel").asText().equals(channel);
    });
  }

  private String code(String to, int number) {
    return Eventually.find(Duration.ofSeconds(20), "code %d to %s".formatted(number, to),
        () -> house.inbox().letters(to).stream().filter(letter -> letter.hasCode()).skip(number - 1).findFirst()).code();
  }
}
