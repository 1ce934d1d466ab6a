package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Tokens;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/// Promise SAFE-1, and OPS-5 as far as a gateway sees it.
@AgainstTheHouse
class SessionJourneyTest {
  private final House house;

  SessionJourneyTest(House house) {
    this.house = house;
  }

  @Test
  void givenDiscovery_whenAGatewayVerifiesATokenByItself_thenKeysIssuerAndClaimsFit() throws InvalidJwtException, MalformedClaimException, JoseException {
    Customer customer = house.signedIn();
    Client gateway = house.client();
    var discovery = gateway.get("/.well-known/openid-configuration").expect(200).json();
    assertThat(gateway.get("/.well-known/oauth-authorization-server").expect(200).json().path("issuer"))
        .isEqualTo(discovery.path("issuer"));
    var keys = new JsonWebKeySet(gateway.get("/.well-known/jwks.json").expect(200).body());

    JwtClaims claims = new JwtConsumerBuilder()
        .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
        .setExpectedIssuer(discovery.path("issuer").asText())
        .setExpectedAudience("portcullis")
        .setExpectedType(true, "at+jwt")
        .setRequireExpirationTime().setRequireJwtId().setRequireSubject()
        .build().processToClaims(customer.accessToken());
    assertThat(claims.getStringClaimValue("sid")).isEqualTo(customer.held().sessionId());
    assertThat(claims.getStringClaimValue("acr")).isEqualTo("aal1");
  }

  @Test
  void givenARefreshToken_whenRotated_thenThePredecessorIsWorthNothingButARetry() {
    Customer customer = house.signedIn();
    String first = customer.refreshToken();
    Tokens second = customer.refresh();
    assertThat(second.refreshToken()).isNotEqualTo(first);
    assertThat(house.check().passes(second.accessToken())).isTrue();

    // The answer got lost on the way and the phone asks again: the same successor, not a second family.
    assertThat(refresh(customer.client(), first).expect(200).json().path("refresh_token").asText())
        .isEqualTo(second.refreshToken());
  }

  @Test
  void refreshTokenReuse_givenAStolenGrandparent_whenShown_thenTheWholeFamilyEnds() {
    Customer customer = house.signedIn();
    String stolen = customer.refreshToken();
    customer.refresh();
    Tokens latest = customer.refresh();

    Answer thief = refresh(house.client(), stolen).expect(400);
    assertThat(thief.json().path("error").asText()).isEqualTo("invalid_grant");
    assertThat(refresh(customer.client(), latest.refreshToken()).expect(400).json().path("error").asText()).isEqualTo("invalid_grant");
    house.check().soonRefuses(latest.accessToken());
  }

  @Test
  void givenAToken_whenIntrospectedOrRevokedByTheStandards_thenTheAnswersFollowThem() {
    Customer customer = house.signedIn();
    Client gateway = house.client().at(house.address(Service.SESSION));
    String serviceToken = house.serviceToken("gateway", Service.SESSION);

    var active = gateway.post("/oauth2/introspect").bearer(serviceToken).form(Map.of("token", customer.accessToken())).expect(200).json();
    assertThat(active.path("active").asBoolean()).isTrue();
    assertThat(active.path("sid").asText()).isEqualTo(customer.held().sessionId());

    customer.client().post("/oauth2/revoke").form(Map.of("token", customer.refreshToken())).expect(200);
    Supplier<JsonNode> asked = () ->
        gateway.post("/oauth2/introspect").bearer(serviceToken).form(Map.of("token", customer.accessToken())).expect(200).json();
    // Another instance may answer than the one that revoked it.
    Eventually.holds(Duration.ofSeconds(30), "the token is inactive", () -> !asked.get().path("active").asBoolean());
    JsonNode inactive = asked.get();
    assertThat(inactive.properties()).as("RFC 7662 §2.2: nothing else about an inactive token").hasSize(1);
    // RFC 7009 §2.2: a token that is unknown is as good as revoked.
    customer.client().post("/oauth2/revoke").form(Map.of("token", "prt_unknown")).expect(200);
  }

  @Test
  void givenTwoDevices_whenOneIsRevokedFromTheOther_thenItsNextCheckFails() {
    Customer phone = house.signedIn();
    Customer laptop = phone.onAnotherDevice(house.client());
    laptop.signIn();

    var sessions = laptop.read("/v1/sessions").json().path("sessions");
    assertThat(sessions).hasSize(2);
    assertThat(sessions.valueStream().filter(session -> session.path("current").asBoolean()).map(session -> session.path("id").asText()))
        .containsExactly(laptop.held().sessionId());
    assertThat(laptop.read("/v1/devices").json().path("devices")).hasSize(2);

    laptop.client().delete("/v1/sessions/" + phone.held().sessionId()).bearer(laptop.accessToken()).expect(204);
    house.check().soonRefuses(phone.accessToken());
    assertThat(house.check().passes(laptop.accessToken())).isTrue();
  }

  @Test
  void givenManySessions_whenAllOthersAreRevoked_thenOnlyThisOneLives() {
    Customer here = house.signedIn();
    Customer there = here.onAnotherDevice(house.client());
    there.signIn();
    Customer elsewhere = here.onAnotherDevice(house.client());
    elsewhere.signIn();

    here.client().delete("/v1/sessions").bearer(here.accessToken()).expect(204);
    house.check().soonRefuses(there.accessToken());
    house.check().soonRefuses(elsewhere.accessToken());
    assertThat(here.read("/v1/sessions").json().path("sessions")).hasSize(1);
  }

  @Test
  void givenADevice_whenItIsRemoved_thenItsSessionsEndAndItIsNewAgain() {
    Customer phone = house.signedIn();
    Customer laptop = phone.onAnotherDevice(house.client());
    laptop.signIn();
    String lost = laptop.read("/v1/devices").json().path("devices").valueStream()
        .filter(device -> !device.path("current").asBoolean()).findFirst().orElseThrow().path("id").asText();

    laptop.client().delete("/v1/devices/" + lost).bearer(laptop.accessToken()).expect(204);
    house.check().soonRefuses(phone.accessToken());
    assertThat(laptop.read("/v1/devices").json().path("devices")).hasSize(1);
  }

  @Test
  void givenASession_whenSignedOut_thenNothingOfItWorks() {
    Customer customer = house.signedIn();
    customer.client().post("/v1/sign-out").bearer(customer.accessToken()).expect(204);
    house.check().soonRefuses(customer.accessToken());
    customer.client().get("/v1/account").bearer(customer.accessToken()).expect(401);
    refresh(customer.client(), customer.refreshToken()).expect(400);
  }

  private static Client.Call refresh(Client client, String refreshToken) {
    return client.post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }
}
