package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What only the gateway may say, a client says in vain.
@AgainstTheHouse
class HeaderInjectionAttackTest {
  private static final Map<String, String> LIES = Map.of("X-Forwarded-For", "203.0.113.7", "X-Real-IP", "203.0.113.7",
      "Forwarded", "for=203.0.113.7;host=evil.example;proto=https", "X-Forwarded-Host", "evil.example",
      "X-Forwarded-Proto", "https", "X-Forwarded-Prefix", "/evil", "X-Original-URL", "/internal/accounts/lookup");

  private final House house;

  HeaderInjectionAttackTest(House house) {
    this.house = house;
  }

  @Test
  void identityInjection_givenIdentityHeadersOfAnother_whenSentByAClient_thenOnlyTheTokenCounts() {
    Customer alice = house.signedIn();
    Customer mallory = house.signedIn();
    var check = house.check().of(alice.accessToken());
    String account = check.header("X-Portcullis-Account").orElseThrow();
    for (Client door : List.of(house.stranger(), house.stranger().at(house.address(Service.AUTH)))) {
      assertThat(injected(door.get("/v1/account"), account, alice).status()).isEqualTo(401);
      Answer own = injected(door.get("/v1/account").bearer(mallory.accessToken()), account, alice);
      assertThat(own.json().at("/identifiers/0/value").asText()).isEqualTo(mallory.identifier());
      assertThat(own.headers().keySet()).noneMatch(name -> name.toLowerCase().startsWith("x-portcullis-"));
    }
  }

  @Test
  void addressSpoofing_givenForwardingHeadersOfAClient_whenSigningIn_thenTheSessionShowsWhereItReallyCameFrom() {
    Customer customer = house.newcomer();
    customer.join();
    var signIn = customer.client().post("/v1/sign-in").json(Map.of("identifier", customer.identifier(), "password", customer.password()));
    LIES.forEach(signIn::header);
    String token = signIn.expect(200).json().path("accessToken").asText();
    String address = customer.client().get("/v1/sessions").bearer(token).expect(200).json().at("/sessions/0/address").asText();
    assertThat(address).startsWith("127.");
  }

  @Test
  void hostPoisoning_givenAnotherHostInEveryHeader_whenMailIsCaused_thenEveryLinkHasTheConfiguredOrigin() {
    Customer customer = house.signedIn();
    var forgot = house.stranger().post("/v1/recovery/password").json(Map.of("identifier", customer.identifier()));
    LIES.forEach(forgot::header);
    forgot.header("Host", "evil.example").send();
    Letter letter = house.inbox().await(customer.identifier(), "a password link", found -> found.linksTo("/recovery/password"));
    assertThat(letter.link().toString()).startsWith(house.origin() + "/");
    assertThat(house.inbox().letters(customer.identifier())).allSatisfy(any ->
        assertThat(any.text() + any.html()).doesNotContain("evil.example"));
  }

  private static Answer injected(Client.Call call, String account, Customer alice) {
    return call.header("X-Portcullis-Account", account).header("X-Portcullis-Session", alice.held().sessionId())
        .header("X-Portcullis-Acr", "phr").header("X-Portcullis-Amr", "hwk").header("X-Portcullis-Scope", "*").send();
  }
}
