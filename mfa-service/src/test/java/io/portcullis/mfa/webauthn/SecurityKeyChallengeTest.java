package io.portcullis.mfa.webauthn;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.webauthn.Keys.Owner;
import io.portcullis.testkit.SoftAuthenticator.Flag;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A security key at a challenge, as auth-service asks for it.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class SecurityKeyChallengeTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject Keys keys;

  private static ObjectNode body(AccountId account) {
    return JSON.createObjectNode().put("accountId", account.toString()).put("purpose", "sign-in").put("attempt", "a");
  }

  private static Response post(String path, ObjectNode body) {
    return given().auth().oauth2(Keys.authService()).contentType(ContentType.JSON).body(body.toString()).post(path);
  }

  private static String challenge(AccountId account) {
    return post("/internal/challenges", body(account)).then().statusCode(201)
        .body("methods", equalTo(List.of("webauthn", "recovery-code"))).extract().path("challengeId");
  }

  private static JsonNode prepare(String challenge, AccountId account) {
    JsonNode prepared = Keys.json(post("/internal/challenges/" + challenge + "/prepare",
        body(account).put("method", "webauthn")).then().statusCode(200).extract().asString());
    assertThat(prepared.get("outcome").asText()).isEqualTo("options");
    assertThat(prepared.get("method").asText()).isEqualTo("webauthn");
    return prepared.get("publicKey");
  }

  private static Response verify(String challenge, AccountId account, JsonNode credential) {
    return post("/internal/challenges/" + challenge + "/verify",
        body(account).put("method", "webauthn").set("credential", credential));
  }

  @Test
  void key_isOfferedFirst_asked_andProvesWhatItKnew() {
    Owner alice = keys.owner();
    String challenge = challenge(alice.account());
    verify(challenge, alice.account(), alice.key().get(prepare(challenge, alice.account()))).then().statusCode(200)
        .body("outcome", equalTo("proved")).body("method", equalTo("webauthn"))
        .body("amr", equalTo(List.of("pop", "user", "mfa")));

    challenge = challenge(alice.account());
    verify(challenge, alice.account(),
        alice.key().without(Flag.USER_VERIFIED).get(prepare(challenge, alice.account()))).then().statusCode(200)
        .body("outcome", equalTo("proved")).body("amr", equalTo(List.of("pop", "user")));
  }

  @Test
  void key_thatWasWrong_costsATry_andMayBeAskedAgain() {
    Owner alice = keys.owner();
    Owner mallory = keys.owner();
    String challenge = challenge(alice.account());
    verify(challenge, alice.account(), mallory.key().get(prepare(challenge, alice.account()))).then().statusCode(200)
        .body("outcome", equalTo("refused")).body("triesLeft", equalTo(4));
    JsonNode credential = alice.key().get(prepare(challenge, alice.account()));
    verify(challenge, alice.account(), credential).then().body("outcome", equalTo("proved"));
    verify(challenge, alice.account(), credential).then().body("outcome", equalTo("ended"));
  }

  @Test
  void key_thatWasNotAskedFor_isWrong() {
    Owner alice = keys.owner();
    String challenge = challenge(alice.account());
    verify(challenge, alice.account(), alice.key().get(keys.options(alice.account(), UUID.randomUUID())))
        .then().body("outcome", equalTo("refused"));
  }

  @Test
  void answers_withTheWrongThingForTheirMethod_areRefused() {
    Owner alice = keys.owner();
    String path = "/internal/challenges/" + challenge(alice.account()) + "/verify";
    post(path, body(alice.account()).put("method", "webauthn").put("code", "123456")).then().statusCode(400);
    post(path, body(alice.account()).put("method", "webauthn")).then().statusCode(400);
    ObjectNode both = body(alice.account()).put("method", "totp").put("code", "123456");
    both.putObject("credential");
    post(path, both).then().statusCode(400);
    ObjectNode other = body(alice.account()).put("method", "totp");
    other.putObject("credential");
    post(path, other).then().statusCode(400);
  }
}
