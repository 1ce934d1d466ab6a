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
      Answer replayed = client.get(path).header("Authorization", "DPoP " + token).header("DPoP", proof).expect(401);
      assertThat(replayed.header("WWW-Authenticate")).contains("DPoP error=\"invalid_dpop_proof\", algs=\"ES256 EdDSA\"");
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

  private static Client.Call refresh(Client client, String refreshToken, String proof) {
    return client.post("/oauth2/token").header("DPoP", proof)
        .form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }
}
