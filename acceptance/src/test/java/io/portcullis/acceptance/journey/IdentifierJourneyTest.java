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
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promises IN-1, IN-2 and IN-3 for those who are signed in.
@AgainstTheHouse
class IdentifierJourneyTest {

  private static final String IDENTIFIERS = "/v1/account/identifiers";

  private final House house;

  IdentifierJourneyTest(House house) {
    this.house = house;
  }

  @Test
  void a43_givenAPhoneTookThePlaceOfTheMailbox_whenTheMailboxTakesItBack_thenItsOwnerHasTheAccount() {
    Customer customer = house.signedIn();
    String phone = Identifier.phone().value();

    String id = add(customer, phone);
    as(customer, customer.client().post(IDENTIFIERS + "/" + id + "/primary")).expect(204);
    assertThat(signIn(customer, phone).status()).isEqualTo(200);
    JsonNode mail = account(customer).path("identifiers").get(1);
    assertThat(mail.path("value").asText()).isEqualTo(customer.identifier());
    as(customer, customer.client().delete(IDENTIFIERS + "/" + mail.path("id").asText())).expect(204);
    assertThat(signIn(customer, customer.identifier()).problem()).isEqualTo("credentials-refused");
    String open = customer.accessToken();

    Letter letter = customer.inbox().awaitNumber(3, customer.identifier(), "the link that takes the removal back",
        sent -> sent.linksTo("/recovery/identifier"));
    Client mailbox = house.stranger();
    assertThat(mailbox.get(letter.link().getPath()).expect(200).mediaType()).isEqualTo("text/html");
    mailbox.post(IDENTIFIERS + "/restore").json(Map.of("token", letter.linkToken())).expect(204);

    assertThat(house.check().passes(open)).isFalse();
    assertThat(signIn(customer, phone).problem()).isEqualTo("credentials-refused");
    customer.askForPasswordLink();
    customer.setPasswordWith(customer.inbox().await(customer.identifier(), "a link to a new password",
        sent -> sent.linksTo("/recovery/password")).linkToken(), Identifier.password());
    customer.signIn();
    assertThat(account(customer).path("identifiers")).hasSize(1);
  }

  @Test
  void in3_whenThePasswordIsChanged_thenThisSessionGoesOnAndTheOthersEnd() {
    Customer customer = house.signedIn();
    String elsewhere = customer.accessToken();
    customer.signIn();
    String old = customer.password();
    as(customer, customer.client().put("/v1/account/password"))
        .json(Map.of("currentPassword", old, "newPassword", Identifier.password())).expect(204);

    assertThat(house.check().passes(elsewhere)).isFalse();
    assertThat(house.check().passes(customer.accessToken())).isTrue();
    customer.refresh();
    assertThat(signIn(customer, customer.identifier()).problem()).isEqualTo("credentials-refused");
    customer.inbox().await(customer.identifier(), "word of the new password", letter -> letter.subject().contains("password was changed"));
  }

  @Test
  void in3_thePageThatPasswordManagersOpenIsThere() {
    Answer led = house.client().get("/.well-known/change-password").send();
    assertThat(led.status()).isEqualTo(303);
    String page = led.header("location").orElseThrow();
    // A page, so not in the API's description that the house's own client is held to.
    assertThat(house.stranger().get(page.substring(page.indexOf('/', 8))).expect(200).mediaType()).isEqualTo("text/html");
  }

  private String add(Customer customer, String identifier) {
    JsonNode begun = as(customer, customer.client().post(IDENTIFIERS)).json(Map.of("identifier", identifier)).expect(202).json();
    String code = customer.inbox().await(identifier, "a code", Letter::hasCode).code();
    return as(customer, customer.client().post(IDENTIFIERS + "/" + begun.path("identifierId").asText() + "/verify"))
        .json(Map.of("code", code)).expect(200).json().path("id").asText();
  }

  private static JsonNode account(Customer customer) {
    return customer.read("/v1/account").json();
  }

  private static Client.Call as(Customer customer, Client.Call call) {
    return call.bearer(customer.accessToken());
  }

  private Answer signIn(Customer customer, String identifier) {
    return customer.client().post("/v1/sign-in").json(Map.of("identifier", identifier, "password", customer.password(),
        "deviceToken", customer.held().deviceToken())).send();
  }
}
