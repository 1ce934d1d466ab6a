package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promises IN-1, IN-2 and BACK-1 for addresses with letters beyond ASCII before the `@`: the mail server has SMTPUTF8.
@AgainstTheHouse
class InternationalAddressJourneyTest {

  private static final String IDENTIFIERS = "/v1/account/identifiers";

  private final House house;

  InternationalAddressJourneyTest(House house) {
    this.house = house;
  }

  @Test
  void in1_givenZoe_whenSheRegistersSignsInAndForgets_thenEveryMailReachesHer() {
    Customer zoe = house.newcomer(fresh("zo\u00eb"));
    zoe.join();
    zoe.signIn();
    assertThat(account(zoe).path("identifiers").get(0).path("value").asText()).isEqualTo(zoe.identifier());
    String asAnotherKeyboardWritesIt = Normalizer.normalize(zoe.identifier().toUpperCase(Locale.ROOT), Normalizer.Form.NFD);
    assertThat(zoe.client().post("/v1/sign-in").json(Map.of("identifier", asAnotherKeyboardWritesIt, "password", zoe.password(),
        "deviceToken", zoe.held().deviceToken())).send().status()).isEqualTo(200);

    zoe.askForPasswordLink();
    Letter letter = zoe.inbox().await(zoe.identifier(), "a password link", sent -> sent.linksTo("/recovery/password"));
    zoe.setPasswordWith(letter.linkToken(), Identifier.password());
    zoe.signIn();
  }

  @Test
  void in3_whenSuchAnAddressIsAdded_orChosenForCodes_thenItsCodesArrive() {
    Customer customer = house.signedIn();
    String added = fresh("\u7528\u6237").value();
    JsonNode begun = as(customer, customer.client().post(IDENTIFIERS)).json(Map.of("identifier", added)).expect(202).json();
    as(customer, customer.client().post(IDENTIFIERS + "/" + begun.path("identifierId").asText() + "/verify"))
        .json(Map.of("code", code(added))).expect(200);
    assertThat(account(customer).path("identifiers").get(1).path("value").asText()).isEqualTo(added);

    String forCodes = fresh("\u0438\u0432\u0430\u043d").value();
    assertThat(customer.beginFactor(() -> customer.client().put("/v1/mfa/email"), Map.of("address", forCodes)).status())
        .isEqualTo(202);
    as(customer, customer.client().post("/v1/mfa/email/confirm")).json(Map.of("code", code(forCodes))).expect(200);
  }

  @Test
  void a21_givenZoe_whenALookAlikeOfTwoScriptsRegisters_thenItIsNoAddress() {
    Answer refused = house.stranger().post("/v1/accounts").json(
        Map.of("identifier", fresh("zo\u0451").value(), "password", Identifier.password())).send();
    assertThat(refused.problem()).isEqualTo("identifier-invalid");
  }

  // Digits alone, which go with every script.
  private static Identifier fresh(String name) {
    return new Identifier("%s.%d@example.org".formatted(name, System.nanoTime()));
  }

  private String code(String mailbox) {
    return house.inbox().await(mailbox, "a code", Letter::hasCode).code();
  }

  private static JsonNode account(Customer customer) {
    return customer.read("/v1/account").json();
  }

  private static Client.Call as(Customer customer, Client.Call call) {
    return call.bearer(customer.accessToken());
  }
}
