package io.portcullis.auth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.DpopClient;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Signing in with a proof of possession: the tokens are bound to the key from the start (RFC 9449).
@AuthTest
class DpopSignInTest {

  private static final String SIGN_IN = "/v1/sign-in";
  private static final Map<String, Object> CODE = Map.of("method", "totp", "code", NeighboursDouble.RIGHT_CODE);

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  @Inject
  ObjectMapper json;

  private final Client client = Client.fromANewNetwork();
  private DpopClient key;
  private Customer ann;

  @BeforeEach
  void newKey() {
    key = DpopClient.es256(clock);
    ann = customers.active();
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private String nonce() {
    return client.with("DPoP", DpopClient.es256(clock).proof("POST", SIGN_IN)).post(SIGN_IN, ann.credentials()).header("dpop-nonce");
  }

  private Client proving(DpopClient holder, String path) {
    return client.with("DPoP", holder.proofWithNonce("POST", path, nonce()));
  }

  private JsonNode asked() throws IOException {
    return json.readTree(neighbours.sessionsAsked(ann.account()).getLast().getBodyAsString());
  }

  @Test
  void givenAProof_whenSignedIn_thenTheTokensAreBoundToItsKeyFromTheStart() throws IOException {
    for (DpopClient holder : List.of(key, DpopClient.ed25519(clock))) {
      Answer answer = proving(holder, SIGN_IN).post(SIGN_IN, ann.credentials());

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.text("tokenType")).isEqualTo("DPoP");
      assertThat(answer.header("dpop-nonce")).isNotEmpty();
      assertThat(asked().path("dpopKey").asText()).isEqualTo(holder.thumbprint().value());
    }
    Answer without = client.post(SIGN_IN, ann.credentials());
    assertThat(without.text("tokenType")).isEqualTo("Bearer");
    assertThat(without.header("dpop-nonce")).isEmpty();
    assertThat(asked().has("dpopKey")).isFalse();
  }

  @Test
  void rfc9449Section8_givenNoNonceOrAnOldOne_thenOneIsGivenAndNothingIsLookedAt() {
    String old = nonce();
    clock.advance(Duration.ofSeconds(90));
    for (String proof : List.of(key.proof("POST", SIGN_IN), key.proofWithNonce("POST", SIGN_IN, old))) {
      Answer answer = client.with("DPoP", proof).post(SIGN_IN, ann.credentials());
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.problem()).isEqualTo("dpop-nonce-required");
      assertThat(answer.text("error")).isEqualTo("use_dpop_nonce");
      assertThat(answer.header("www-authenticate")).startsWith("DPoP error=\"use_dpop_nonce\"");
      assertThat(answer.header("content-type")).startsWith("application/problem+json");
      assertThat(client.with("DPoP", key.proofWithNonce("POST", SIGN_IN, answer.header("dpop-nonce")))
          .post(SIGN_IN, ann.credentials()).status()).isEqualTo(200);
    }
    assertThat(neighbours.sessionsAsked(ann.account())).hasSize(2);
  }

  @Test
  void a10Proof_givenOneThatDoesNotHold_whenSignedIn_thenRefusedBeforeAnyTryIsCounted_andNeverBearerTokens() {
    String nonce = nonce();
    String used = key.proofWithNonce("POST", SIGN_IN, nonce);
    assertThat(client.with("DPoP", used).post(SIGN_IN, ann.credentials()).status()).isEqualTo(200);
    List<String> bad = List.of(used, "rubbish", "", key.proofWithNonce("GET", SIGN_IN, nonce),
        key.proofWithNonce("POST", "/oauth2/token", nonce), key.proofWithNonce("POST", "/v1/sign-in/passkey/verify", nonce),
        key.proof("POST", SIGN_IN, claims -> claims.setClaim("nonce", nonce), header -> header.setHeader("typ", "JWT")));

    for (int round = 0; round < 3; round++) {
      for (String proof : bad) {
        Answer answer = client.with("DPoP", proof).post(SIGN_IN, ann.credentials("a wrong password, this"));
        assertRefused(answer);
      }
      assertRefused(client.with("DPoP", key.proofWithNonce("POST", SIGN_IN, nonce))
          .with("dpop", key.proofWithNonce("POST", SIGN_IN, nonce)).post(SIGN_IN, ann.credentials()));
    }
    assertThat(neighbours.sessionsAsked(ann.account())).hasSize(1);
    assertThat(client.post(SIGN_IN, ann.credentials()).status()).as("more wrong ones than an account has tries").isEqualTo(200);
  }

  @Test
  void a10Unbinding_givenAKeyAtTheFirstStep_whenTheSecondComesWithoutIt_thenRefusedUncounted_andWithItBound() throws IOException {
    neighbours.enrols(ann.account());
    Answer begun = proving(key, SIGN_IN).post(SIGN_IN, ann.credentials());
    assertThat(begun.text("status")).isEqualTo("mfa");
    String verify = "/v1/sign-in/" + begun.text("signInId") + "/verify";

    assertRefused(client.post(verify, CODE));
    assertRefused(proving(DpopClient.es256(clock), verify).post(verify, CODE));
    assertRefused(proving(key, SIGN_IN).post(verify, CODE));
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();

    Answer complete = client.with("DPoP", key.proofWithNonce("POST", verify, begun.header("dpop-nonce"))).post(verify, CODE);
    assertThat(complete.text("tokenType")).isEqualTo("DPoP");
    assertThat(asked().path("dpopKey").asText()).isEqualTo(key.thumbprint().value());
  }

  @Test
  void givenAKeyAtTheSecondStepAlone_thenTheTokensAreBoundToIt() throws IOException {
    neighbours.enrols(ann.account());
    String verify = "/v1/sign-in/" + client.post(SIGN_IN, ann.credentials()).text("signInId") + "/verify";

    assertThat(proving(key, verify).post(verify, CODE).text("tokenType")).isEqualTo("DPoP");
    assertThat(asked().path("dpopKey").asText()).isEqualTo(key.thumbprint().value());
  }

  @Test
  void givenAPasskey_whenShownWithAProof_thenBound_andAProofThatDoesNotHoldUsesNothingUp() throws IOException {
    String path = "/v1/sign-in/passkey/verify";
    String credential = "cred-" + UUID.randomUUID();
    neighbours.hasPasskey(ann.account(), credential, "[\"pop\",\"user\",\"mfa\"]");
    Map<String, Object> shown = Map.of("signInId", client.post("/v1/sign-in/passkey", Map.of()).text("signInId"),
        "credential", Map.of("id", credential));

    assertRefused(proving(key, SIGN_IN).post(path, shown));
    assertThat(client.with("DPoP", key.proof("POST", path)).post(path, shown).problem()).isEqualTo("dpop-nonce-required");
    assertThat(neighbours.passkeysShown(credential)).isEmpty();
    assertThat(proving(key, path).post(path, shown).text("tokenType")).isEqualTo("DPoP");
    assertThat(asked().path("dpopKey").asText()).isEqualTo(key.thumbprint().value());
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("dpop-proof-refused");
    assertThat(answer.text("error")).isEqualTo("invalid_dpop_proof");
    assertThat(answer.header("www-authenticate")).startsWith("DPoP error=\"invalid_dpop_proof\", algs=");
  }
}
