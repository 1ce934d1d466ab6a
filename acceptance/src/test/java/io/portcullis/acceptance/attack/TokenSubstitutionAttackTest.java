package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// One kind of token can't stand in for another, and a forged one for none.
@AgainstTheHouse
class TokenSubstitutionAttackTest {
  /// One door of each service behind which only a customer may look.
  private static final Map<Service, String> DOORS = Map.of(Service.AUTH, "/v1/account", Service.MFA, "/v1/mfa",
      Service.SESSION, "/v1/sessions", Service.NOTIFICATION, "/v1/activity");

  private final House house;

  TokenSubstitutionAttackTest(House house) {
    this.house = house;
  }

  @Test
  void tokenSubstitution_givenOtherAndForgedTokens_whenShownAsAccessToken_thenEveryDoorStaysShut() {
    Customer customer = house.signedIn();
    var tokens = new LinkedHashMap<String, String>();
    tokens.put("refresh token", customer.refreshToken());
    tokens.put("device token", customer.held().deviceToken());
    tokens.put("freeze token", freezeToken(customer));
    String jwks = customer.client().get("/.well-known/jwks.json").expect(200).body();
    tokens.putAll(ForgedToken.of(customer.accessToken()).all(jwks));

    var soft = new SoftAssertions();
    Client attacker = house.stranger();
    tokens.forEach((kind, token) -> {
      DOORS.forEach((service, door) -> {
        refused(soft, attacker, door, kind + " at the gateway", token);
        refused(soft, attacker.at(house.address(service)), door, kind + " at " + service.fullName(), token);
      });
      refused(soft, attacker.at(house.address(Service.SESSION)), "/check", kind + " at the check", token);
    });
    soft.assertAll();
    customer.read("/v1/account");
  }

  /// Without any right, each of these had a 500 and an error with a trace in the log.
  @Test
  void malformedHeader_givenEveryKindOfToken_whenShownAtEveryEntrance_thenItIsRefusedAsNoToken() {
    Customer customer = house.signedIn();
    var soft = new SoftAssertions();
    Client attacker = house.stranger();
    ForgedToken.of(customer.accessToken()).malformed().forEach((what, token) -> {
      DOORS.forEach((service, door) -> refused(soft, attacker.at(house.address(service)), door, what + " at " + service.fullName(), token));
      refused(soft, attacker.at(house.address(Service.SESSION)), "/check", what + " at the check", token);
      refused(soft, attacker, "/v1/account", what + " at the gateway", token);
    });
    String caller = house.serviceToken("gateway", Service.SESSION);
    ForgedToken.of(caller).malformed().forEach((what, token) -> {
      Answer answer = attacker.at(house.address(Service.SESSION)).post("/oauth2/introspect").form(Map.of("token", "x")).bearer(token).send();
      soft.assertThat(answer.status()).as("service token, " + what).isEqualTo(401);
      soft.assertThat(answer.isProblem()).as("service token, " + what).isTrue();
    });
    soft.assertAll();
  }

  @Test
  void tokenSubstitution_givenAServicesToken_whenShownAtACustomersDoor_thenItStaysShut() {
    var tokens = Map.of(Service.SESSION, house.serviceToken("gateway", Service.SESSION), Service.MFA, house.serviceToken("auth-service", Service.MFA),
        Service.AUTH, house.serviceToken("recovery-service", Service.AUTH));
    Client attacker = house.stranger();
    tokens.forEach((audience, token) -> DOORS.forEach((service, door) -> {
      // At the service it is meant for, the token is good but opens other doors than this one: 403.
      int refusal = service == audience ? 403 : 401;
      assertThat(attacker.at(house.address(service)).get(door).bearer(token).send().status())
          .as("token for %s at %s%s", audience, service, door).isEqualTo(refusal);
      assertThat(attacker.get(door).bearer(token).send().status()).as("token for %s at the gateway%s", audience, door).isEqualTo(401);
    }));
  }

  @Test
  void tokenSubstitution_givenAnAccessOrDeviceToken_whenShownAsRefreshToken_thenNoGrant() {
    Customer customer = house.signedIn();
    for (String token : new String[] {customer.accessToken(), customer.held().deviceToken(), "prt_", "", " "}) {
      Answer answer = house.stranger().post("/oauth2/token")
          .form(Map.of("grant_type", "refresh_token", "refresh_token", token)).expect(400);
      assertThat(answer.json().path("error").asText()).isIn("invalid_grant", "invalid_request");
    }
  }

  @Test
  void tokenSubstitution_givenOneCustomersDeviceToken_whenAnotherSignsInWithIt_thenItIsANewDevice() {
    Customer alice = house.signedIn();
    Customer bob = house.newcomer();
    bob.join();
    Answer answer = bob.client().post("/v1/sign-in").json(Map.of("identifier", bob.identifier(), "password", bob.password(),
        "deviceToken", alice.held().deviceToken())).expect(200);
    assertThat(answer.json().path("deviceToken").asText()).isNotEqualTo(alice.held().deviceToken());
    house.inbox().await(bob.identifier(), "the alert of a new device", letter -> letter.linksTo("/recovery/freeze"));
  }

  @Test
  void objectReference_givenAnotherCustomersSessionOrDevice_whenRevoked_thenItIsNotFoundLikeAnyOther() {
    Customer alice = house.signedIn();
    Customer mallory = house.signedIn();
    String device = alice.read("/v1/devices").json().at("/devices/0/id").asText();
    Fingerprint unknown = Fingerprint.of(delete(mallory, "/v1/sessions/00000000-0000-7000-8000-000000000000"));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(Fingerprint.of(delete(mallory, "/v1/sessions/" + alice.held().sessionId()))).isEqualTo(unknown);
    assertThat(Fingerprint.of(delete(mallory, "/v1/devices/" + device)))
        .isEqualTo(Fingerprint.of(delete(mallory, "/v1/devices/00000000-0000-7000-8000-000000000000")));
    assertThat(house.check().passes(alice.accessToken())).isTrue();
  }

  private String freezeToken(Customer customer) {
    return house.inbox().await(customer.identifier(), "an alert", letter -> letter.linksTo("/recovery/freeze")).linkToken();
  }

  private static Answer delete(Customer customer, String path) {
    return customer.client().delete(path).bearer(customer.accessToken()).send();
  }

  private static void refused(SoftAssertions soft, Client attacker, String path, String what, String token) {
    Answer answer = attacker.get(path).bearer(token).send();
    soft.assertThat(answer.status()).as(what + ": GET " + path).isEqualTo(401);
    soft.assertThat(answer.header("WWW-Authenticate")).as(what + ": GET " + path).hasValueSatisfying(
        challenge -> assertThat(challenge).startsWith("Bearer"));
  }
}
