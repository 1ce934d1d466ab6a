package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promises SAFE-13 and SAFE-11, through the gateway: money goes to the address book alone, and the check-up says so.
@AgainstTheHouse
class AddressBookJourneyTest {
  private static final String PASSPHRASE = "583920";
  private static final String ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";

  private final House house;
  private final Client withdrawals;

  AddressBookJourneyTest(House house) {
    this.house = house;
    withdrawals = house.stranger().at(house.address(Service.AUTH));
  }

  private static Answer approve(Customer customer, String approval) {
    JsonNode asked = customer.client().post("/v1/approvals/" + approval + "/challenge").bearer(customer.accessToken()).json(Map.of())
        .expect(200).json();
    return customer.client().post("/v1/approvals/" + approval + "/approve").bearer(customer.accessToken()).json(Map.of(
        "method", "webauthn", "credential", customer.securityKey().get(asked.get("publicKey")), "passphrase", PASSPHRASE)).expect(200);
  }

  /// Of a withdrawal that its customer has approved.
  private Answer executed(Customer customer) {
    String account = customer.read("/v1/account").json().path("accountId").asText();
    String token = house.serviceToken("withdrawals", Service.AUTH);
    JsonNode proposed = withdrawals.post("/internal/approvals").bearer(token).json(Map.of("accountId", account, "authorizationDetails", Map.of(
        "type", "withdrawal", "asset", "BTC", "amount", "0.5", "network", "bitcoin", "address", ADDRESS))).expect(201).json();
    approve(customer, proposed.path("approvalId").asText());
    return withdrawals.post("/internal/approvals/" + proposed.path("approvalId").asText() + "/consume").bearer(token)
        .json(Map.of("actionHash", proposed.path("actionHash").asText())).send();
  }

  private static String state(Customer customer, String item) {
    return customer.read("/v1/security-checkup").json().path("items").valueStream()
        .filter(found -> found.path("id").asText().equals(item)).findFirst().orElseThrow().path("state").asText();
  }

  @Test
  void safe13_givenAThiefHasSessionKeyAndPassphrase_thenNothingLeavesToANewAddress_andTheCheckupFollows() {
    Customer customer = house.signedIn();
    customer.enrolSecurityKey("key");
    customer.stepUpByTouch();
    customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", PASSPHRASE)).expect(204);
    assertThat(state(customer, "book-only")).isEqualTo("missing");

    customer.client().put("/v1/address-book/book-only").bearer(customer.accessToken()).json(Map.of("on", true)).expect(200);
    house.awaitQuiet();
    assertThat(state(customer, "book-only")).isEqualTo("done");
    assertThat(state(customer, "strong-factor")).isEqualTo("done");
    assertThat(executed(customer).problem()).isEqualTo("address-not-booked");

    String entry = customer.client().post("/v1/approvals").bearer(customer.accessToken()).json(Map.of("system", "portcullis",
        "authorizationDetails", Map.of("type", "address-book-entry", "label", "Cold wallet", "asset", "BTC", "network", "bitcoin",
            "address", ADDRESS))).expect(201).json().path("approvalId").asText();
    approve(customer, entry);
    customer.client().post("/v1/address-book").bearer(customer.accessToken()).json(Map.of("approvalId", entry)).expect(201);
    assertThat(customer.read("/v1/address-book").json().path("entries").path(0).path("address").asText()).isEqualTo(ADDRESS);
    assertThat(executed(customer).problem()).isEqualTo("address-cooling");
    JsonNode asked = customer.client().put("/v1/address-book/book-only").bearer(customer.accessToken()).json(Map.of("on", false)).expect(200).json();
    assertThat(asked.path("on").asBoolean()).as("for 48 hours").isTrue();
    assertThat(asked.has("offAt")).isTrue();
    assertThat(executed(customer).problem()).isEqualTo("address-cooling");
    customer.inbox().await(customer.identifier(), "the alert", letter -> letter.subject().contains("put into your address book"));
  }
}
