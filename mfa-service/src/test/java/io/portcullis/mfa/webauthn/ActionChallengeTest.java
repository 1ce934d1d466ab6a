package io.portcullis.mfa.webauthn;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.mfa.webauthn.Keys.Owner;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A second factor at an action: what a security key signs is the action itself.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class ActionChallengeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WITHDRAWAL = hash("half a bitcoin to Bob");
  private static final String OTHER = hash("all of it to Mallory");

  @Inject Keys keys;

  private Owner alice;

  @BeforeEach
  void enrol() {
    alice = keys.owner();
  }

  private static String hash(String text) {
    return base64(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(JsonNode text) {
    return Base64.getUrlDecoder().decode(text.asText());
  }

  // A COSE_Key as authenticators write it: x after ten bytes, y at the end.
  private static PublicKey p256(byte[] cose) throws GeneralSecurityException {
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    var point = new ECPoint(new BigInteger(1, Arrays.copyOfRange(cose, 10, 42)),
        new BigInteger(1, Arrays.copyOfRange(cose, cose.length - 32, cose.length)));
    return KeyFactory.getInstance("EC").generatePublic(
        new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private ObjectNode body(String hash) {
    return JSON.createObjectNode().put("accountId", alice.account().toString()).put("purpose", "action").put("attempt", "a")
        .put("actionHash", hash);
  }

  private static Response post(String path, ObjectNode body) {
    return given().auth().oauth2(Keys.authService()).contentType(ContentType.JSON).body(body.toString()).post(path);
  }

  private String begin(String hash) {
    return post("/internal/challenges", body(hash)).then().statusCode(201).body("methods", equalTo(List.of("webauthn")))
        .extract().path("challengeId");
  }

  private JsonNode prepare(String challenge, String hash) {
    return Keys.json(post("/internal/challenges/" + challenge + "/prepare", body(hash).put("method", "webauthn"))
        .then().statusCode(200).extract().asString());
  }

  private Response verify(String challenge, String hash, JsonNode credential) {
    return post("/internal/challenges/" + challenge + "/verify", body(hash).put("method", "webauthn").set("credential", credential));
  }

  @Test
  void evidence_givenAKeySignedAnAction_thenAnybodyCanCheckTheSignatureAgainstTheActionsHash() throws Exception {
    String challenge = begin(WITHDRAWAL);
    JsonNode options = prepare(challenge, WITHDRAWAL).get("publicKey");
    JsonNode proved = Keys.json(verify(challenge, WITHDRAWAL, alice.key().get(options)).then().statusCode(200)
        .body("outcome", equalTo("proved")).body("amr", equalTo(List.of("pop", "user", "mfa"))).extract().asString());

    JsonNode signed = proved.get("signedAction");
    byte[] clientData = bytes(signed.get("clientDataJSON"));
    String asked = JSON.readTree(clientData).get("challenge").asText();
    assertThat(asked).isEqualTo(base64(sha256("portcullis action challenge v1".getBytes(StandardCharsets.US_ASCII),
        Base64.getUrlDecoder().decode(WITHDRAWAL), bytes(signed.get("nonce")))));

    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initVerify(p256(bytes(signed.get("publicKey"))));
    signature.update(bytes(signed.get("authenticatorData")));
    signature.update(sha256(clientData));
    assertThat(signature.verify(bytes(signed.get("signature")))).isTrue();
  }

  @Test
  void changedField_givenAKeySignedOneAction_thenItApprovesNoOther() {
    String challenge = begin(WITHDRAWAL);
    JsonNode signed = alice.key().get(prepare(challenge, WITHDRAWAL).get("publicKey"));
    verify(challenge, OTHER, signed).then().statusCode(200).body("outcome", equalTo("ended"));

    String other = begin(OTHER);
    prepare(other, OTHER);
    verify(other, OTHER, signed).then().body("outcome", equalTo("refused"));
  }

  @Test
  void changedField_givenAChallengeIsPreparedForAnotherAction_thenItHasEnded() {
    assertThat(prepare(begin(WITHDRAWAL), OTHER).get("outcome").asText()).isEqualTo("ended");
  }

  @Test
  void freshNonce_givenTheSameActionTwice_thenTheChallengesDiffer() {
    String first = prepare(begin(WITHDRAWAL), WITHDRAWAL).get("publicKey").get("challenge").asText();
    assertThat(prepare(begin(WITHDRAWAL), WITHDRAWAL).get("publicKey").get("challenge").asText()).isNotEqualTo(first);
  }

  @Test
  void replay_givenASignedAction_thenItIsProvedOnce() {
    String challenge = begin(WITHDRAWAL);
    JsonNode signed = alice.key().get(prepare(challenge, WITHDRAWAL).get("publicKey"));
    verify(challenge, WITHDRAWAL, signed).then().body("outcome", equalTo("proved"));
    verify(challenge, WITHDRAWAL, signed).then().body("outcome", equalTo("ended"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "not base64url, and forty-three characters lo", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"})
  void badInput_givenAHashThatIsNone_thenItIsRefused(String hash) {
    post("/internal/challenges", body(hash)).then().statusCode(400);
  }

  @Test
  void badInput_givenAHashForAnotherPurpose_orNoneForAnAction_thenItIsRefused() {
    post("/internal/challenges", body(WITHDRAWAL).put("purpose", "step-up")).then().statusCode(400);
    ObjectNode none = body(WITHDRAWAL);
    none.remove("actionHash");
    post("/internal/challenges", none).then().statusCode(400);
  }
}
