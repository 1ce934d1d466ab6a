package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promise BACK-5, as the staff see it, and A-37 over the whole suite.
@AgainstTheHouse
class SupportDeskJourneyTest {
  private final House house;
  private final Client desk;

  SupportDeskJourneyTest(House house) {
    this.house = house;
    this.desk = house.stranger().at(URI.create(house.suite().stack().deskUrl()));
  }

  private String staff(String person, String roles) {
    return house.stranger().at(URI.create(house.suite().stack().staffIssuerUrl()))
        .get("/token?person=" + person + "&roles=" + roles).expect(200).body();
  }

  private Answer find(String token, String identifier) {
    return desk.post("/v1/support/accounts/find").bearer(token)
        .json(Map.of("identifier", identifier, "reason", "customer-contact")).send();
  }

  @Test
  void givenACustomerWhoCalls_thenStaffFindTheAccount_andSeeWhyASignInWasDecidedSo_andTheCustomerSeesThatTheyLooked() {
    Customer customer = house.signedIn();
    String alice = staff("alice", "support");

    Answer found = find(alice, customer.identifier());
    assertThat(found.status()).as(found.body()).isEqualTo(200);
    assertThat(found.body()).doesNotContain(customer.identifier());
    String account = found.json().path("accountId").asText();

    Answer signIns = desk.post("/v1/support/accounts/" + account + "/sign-ins").bearer(alice)
        .json(Map.of("reason", "customer-contact")).expect(200);
    assertThat(signIns.json().path("signIns")).isNotEmpty();
    assertThat(signIns.body()).doesNotContain("\"address\"");

    house.awaitQuiet();
    assertThat(customer.client().get("/v1/activity").bearer(customer.accessToken()).expect(200).body())
        .contains("Our support looked at the account");
  }

  @Test
  void a37Doors_givenEachKindOfToken_thenItOpensItsOwnDoorAlone() {
    Customer customer = house.signedIn();
    String alice = staff("alice", "support,reviewer,lead");

    assertThat(find(customer.accessToken(), customer.identifier()).status()).isEqualTo(401);
    assertThat(find(house.serviceToken("recovery-service", Service.AUTH), customer.identifier()).status()).isEqualTo(401);
    for (Client door : List.of(house.stranger(), house.stranger().at(house.address(Service.RECOVERY)))) {
      assertThat(door.get("/v1/support/me").bearer(alice).send().status()).isIn(401, 404);
      assertThat(door.get("/v1/support/me").send().status()).isEqualTo(404);
    }
    assertThat(house.stranger().get("/v1/account").bearer(alice).send().status()).isEqualTo(401);
    assertThat(desk.post("/v1/recovery/password").json(Map.of("identifier", customer.identifier())).send().status()).isEqualTo(404);
    assertThat(desk.get("/v1/support/me").bearer(alice).send().status()).isEqualTo(200);
  }
}
