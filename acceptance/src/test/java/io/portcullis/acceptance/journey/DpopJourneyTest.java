package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/// Promise SAFE-1 for clients that hold a key: a stolen token is worth nothing (RFC 9449).
@AgainstTheHouse
class DpopJourneyTest {
  private final House house;

  DpopJourneyTest(House house) {
    this.house = house;
  }

  @Test
  void givenAKey_whenRefreshedWithItsProof_thenTheTokensWorkWithProofsOfItAndInNoOtherWay() throws JoseException {
    Customer customer = house.signedIn();
    Client client = customer.client();
    var key = new ProvedKey(client.get("/.well-known/oauth-authorization-server").expect(200).json().path("issuer").asText());

    Answer asked = refresh(client, customer.refreshToken(), key.proof("POST", "/oauth2/token", Optional.empty(), Optional.empty())).expect(400);
    assertThat(asked.json().path("error").asText()).isEqualTo("use_dpop_nonce");
    Answer bound = refresh(client, customer.refreshToken(),
        key.proof("POST", "/oauth2/token", asked.header("DPoP-Nonce"), Optional.empty())).expect(200);
    assertThat(bound.json().path("token_type").asText()).isEqualTo("DPoP");
    String token = bound.json().path("access_token").asText();

    // Two services, both behind the gateway's check.
    for (String path : List.of("/v1/sessions", "/v1/account")) {
      String proof = key.proof("GET", path, Optional.empty(), Optional.of(token));
      client.get(path).header("Authorization", "DPoP " + token).header("DPoP", proof).expect(200);
      // Each instance remembers for itself, so that a replay is refused by the time each was asked.
      assertThat(Stream.generate(() -> client.get(path).header("Authorization", "DPoP " + token).header("DPoP", proof).send())
          .limit(house.sessionInstances())).as(path).anySatisfy(replayed -> {
            assertThat(replayed.status()).isEqualTo(401);
            assertThat(replayed.header("WWW-Authenticate"))
                .contains("DPoP error=\"invalid_dpop_proof\", algs=\"ES256 EdDSA\"");
          });
    }
    String forAnother = key.proof("GET", "/v1/sessions", Optional.empty(), Optional.of(token));
    client.get("/v1/account").header("Authorization", "DPoP " + token).header("DPoP", forAnother).expect(401);
    client.get("/v1/account").bearer(token).expect(401);
    house.client().at(house.address(Service.AUTH)).get("/v1/account").bearer(token).expect(401);

    String refreshToken = bound.json().path("refresh_token").asText();
    assertThat(client.post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken)).expect(400)
        .json().path("error").asText()).isEqualTo("invalid_grant");
    refresh(client, refreshToken, key.proof("POST", "/oauth2/token", bound.header("DPoP-Nonce"), Optional.empty())).expect(200);
  }

  @Test
  void a10Unbinding_givenAKeyFromTheFirstStepOn_whenSignedIn_thenNoTokenWasEverAnybodys() throws JoseException {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    Client client = customer.client();
    var key = new ProvedKey(house.origin());
    // Before the nonces, which don't wait for an authenticator app's next code.
    var code = Map.of("method", "totp", "code", customer.totp().next());
    var password = Map.of("identifier", customer.identifier(), "password", customer.password());

    Answer asked = client.post("/v1/sign-in").header("DPoP", key.proof("POST", "/v1/sign-in", Optional.empty(), Optional.empty()))
        .json(password).expect(400);
    assertThat(asked.problem()).isEqualTo("dpop-nonce-required");
    assertThat(asked.header("WWW-Authenticate").orElseThrow()).startsWith("DPoP error=\"use_dpop_nonce\"");
    Answer begun = client.post("/v1/sign-in")
        .header("DPoP", key.proof("POST", "/v1/sign-in", asked.header("DPoP-Nonce"), Optional.empty())).json(password).expect(200);
    String verify = "/v1/sign-in/" + begun.json().path("signInId").asText() + "/verify";

    assertThat(client.post(verify).json(code).expect(400).problem()).isEqualTo("dpop-proof-refused");
    Answer complete = client.post(verify)
        .header("DPoP", key.proof("POST", verify, begun.header("DPoP-Nonce"), Optional.empty())).json(code).expect(200);

    assertThat(complete.json().path("tokenType").asText()).isEqualTo("DPoP");
    String token = complete.json().path("accessToken").asText();
    client.get("/v1/account").bearer(token).expect(401);
    client.get("/v1/account").header("Authorization", "DPoP " + token)
        .header("DPoP", key.proof("GET", "/v1/account", Optional.empty(), Optional.of(token))).expect(200);
    String refreshToken = complete.json().path("refreshToken").asText();
    client.post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken)).expect(400);
    // A nonce is the service's that gave it: session-service asks for its own.
    Answer askedAgain = refresh(client, refreshToken,
        key.proof("POST", "/oauth2/token", complete.header("DPoP-Nonce"), Optional.empty())).expect(400);
    assertThat(askedAgain.json().path("error").asText()).isEqualTo("use_dpop_nonce");
    refresh(client, refreshToken, key.proof("POST", "/oauth2/token", askedAgain.header("DPoP-Nonce"), Optional.empty())).expect(200);
  }

  private static Client.Call refresh(Client client, String refreshToken, String proof) {
    return client.post("/oauth2/token").header("DPoP", proof)
        .form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }
}
