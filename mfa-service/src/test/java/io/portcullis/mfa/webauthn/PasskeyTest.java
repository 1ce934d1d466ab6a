package io.portcullis.mfa.webauthn;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.webauthn.Keys.Owner;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.SoftAuthenticator;
import io.portcullis.testkit.SoftAuthenticator.Flag;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing in with a passkey and nothing else.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class PasskeyTest {

  private static final String ATTEMPT = "attempt-1";

  @Inject Keys keys;
  @Inject MutableClock clock;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private Response answer(JsonNode begun, JsonNode credential) {
    return keys.passkey(begun.get("challengeId").asText(), ATTEMPT, credential);
  }

  @Test
  void passkey_signsInWithoutAnIdentifier() {
    Owner alice = keys.owner();
    JsonNode begun = keys.passkeyOptions(ATTEMPT);
    JsonNode options = begun.get("publicKey");
    assertThat(options.get("allowCredentials").isArray()).isTrue();
    assertThat(options.get("allowCredentials")).isEmpty();
    assertThat(options.get("userVerification").asText()).isEqualTo("required");
    assertThat(options.get("rpId").asText()).isEqualTo("localhost");
    assertThat(begun.get("expiresIn").asInt()).isBetween(240, 300);

    answer(begun, alice.key().get(options)).then().statusCode(200).body("outcome", equalTo("proved"))
        .body("accountId", equalTo(alice.account().toString())).body("amr", equalTo(List.of("pop", "user", "mfa")));
    assertThat(keys.outcome(keys.signIn(alice.key()))).isEqualTo("proved");
  }

  @Test
  void passkey_signsInWithAnIdentifier_alsoWithoutAUserHandle() {
    Owner alice = keys.owner();
    JsonNode begun = keys.passkeyOptions(ATTEMPT, alice.account());
    assertThat(begun.at("/publicKey/allowCredentials/0/id").asText())
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(alice.key().credentialId()));
    ObjectNode credential = alice.key().get(begun.get("publicKey"));
    ((ObjectNode) credential.get("response")).putNull("userHandle");
    assertThat(keys.outcome(answer(begun, credential))).isEqualTo("proved");
  }

  @Test
  void withoutUserVerification_possessionAloneSignsNobodyIn() {
    Owner alice = keys.owner();
    assertThat(keys.outcome(keys.signIn(alice.key().without(Flag.USER_VERIFIED)))).isEqualTo("refused");
    JsonNode begun = keys.passkeyOptions(ATTEMPT, alice.account());
    assertThat(keys.outcome(answer(begun, alice.key().get(begun.get("publicKey"))))).isEqualTo("refused");
  }

  @Test
  void withoutAUserHandle_whereNobodyWasNamed_isRefused() {
    Owner alice = keys.owner();
    JsonNode begun = keys.passkeyOptions(ATTEMPT);
    ObjectNode credential = alice.key().get(begun.get("publicKey"));
    ((ObjectNode) credential.get("response")).putNull("userHandle");
    assertThat(keys.outcome(answer(begun, credential))).isEqualTo("refused");
  }

  @Test
  void credentialOfAnother_neverSignsIn() {
    Owner alice = keys.owner();
    Owner mallory = keys.owner();
    JsonNode begun = keys.passkeyOptions(ATTEMPT, alice.account());
    assertThat(keys.outcome(answer(begun, mallory.key().get(begun.get("publicKey"))))).isEqualTo("refused");

    assertThat(keys.outcome(keys.signIn(mallory.key().userHandle(alice.key().userHandle())))).isEqualTo("refused");
    assertThat(keys.outcome(keys.signIn(mallory.key().credentialId(alice.key().credentialId())))).isEqualTo("refused");
  }

  @Test
  void anyAnswerEndsTheChallenge() {
    Owner alice = keys.owner();
    JsonNode begun = keys.passkeyOptions(ATTEMPT);
    JsonNode credential = alice.key().get(begun.get("publicKey"));
    assertThat(keys.outcome(answer(begun, credential))).isEqualTo("proved");
    assertThat(keys.outcome(answer(begun, credential))).isEqualTo("ended");

    begun = keys.passkeyOptions(ATTEMPT);
    assertThat(keys.outcome(answer(begun, Keys.json("{}")))).isEqualTo("refused");
    assertThat(keys.outcome(answer(begun, alice.key().get(begun.get("publicKey"))))).isEqualTo("ended");
  }

  @Test
  void challengeOfAnotherAttemptOrUse_hasEnded() {
    Owner alice = keys.owner();
    JsonNode begun = keys.passkeyOptions("attempt-2");
    assertThat(keys.outcome(answer(begun, alice.key().get(begun.get("publicKey"))))).isEqualTo("ended");

    UUID challenge = UUID.randomUUID();
    JsonNode secondFactor = keys.options(alice.account(), challenge);
    assertThat(keys.outcome(keys.passkey(challenge.toString(), alice.account().toString(), alice.key().get(secondFactor))))
        .isEqualTo("ended");
  }

  @Test
  void challenge_expiresAfterFiveMinutes() {
    clock.advance(Ceremonies.LIFETIME.negated());
    Owner alice = keys.owner();
    JsonNode begun = keys.passkeyOptions(ATTEMPT);
    clock.advance(Ceremonies.LIFETIME);
    assertThat(keys.outcome(answer(begun, alice.key().get(begun.get("publicKey"))))).isEqualTo("ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1-1-1-1-1", "018f6b1e-0000-7000-8000-000000000000"})
  void whatIsNoChallenge_hasEnded(String id) {
    Owner alice = keys.owner();
    JsonNode credential = alice.key().get(keys.passkeyOptions(ATTEMPT).get("publicKey"));
    assertThat(keys.outcome(keys.passkey(id, ATTEMPT, credential))).isEqualTo("ended");
  }

  @Test
  void enumeration_givenAnAccountWithoutPasskeysOrNone_whenAsked_thenThereAreStableOnesThatNobodyHas() {
    Set<String> seen = new HashSet<>();
    Set<Integer> counts = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      AccountId nobody = keys.nobody();
      JsonNode first = keys.passkeyOptions("a", nobody).at("/publicKey/allowCredentials");
      assertThat(keys.passkeyOptions("b", nobody).at("/publicKey/allowCredentials")).isEqualTo(first);
      counts.add(first.size());
      first.forEach(decoy -> {
        assertThat(decoy.get("type").asText()).isEqualTo("public-key");
        assertThat(Base64.getUrlDecoder().decode(decoy.get("id").asText()).length).isIn(16, 20, 32, 48, 64);
        assertThat(decoy.get("transports")).isNotEmpty();
        assertThat(seen.add(decoy.get("id").asText())).as("no two accounts share one").isTrue();
      });
    }
    assertThat(counts).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void enumeration_optionsOfOwnersAndOfNobody_haveTheSameMembers() {
    JsonNode real = keys.passkeyOptions("a", keys.owner().account());
    JsonNode fake = keys.passkeyOptions("a", keys.nobody());
    assertThat(names(real)).isEqualTo(names(fake));
    assertThat(names(real.get("publicKey"))).isEqualTo(names(fake.get("publicKey")));
    assertThat(names(real.at("/publicKey/allowCredentials/0"))).isEqualTo(names(fake.at("/publicKey/allowCredentials/0")));
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void decoyCredential_isRefusedLikeAnUnknownOne() {
    AccountId nobody = keys.nobody();
    JsonNode begun = keys.passkeyOptions(ATTEMPT, nobody);
    byte[] id = Base64.getUrlDecoder().decode(begun.at("/publicKey/allowCredentials/0/id").asText());
    var key = new SoftAuthenticator(Keys.ORIGIN).credentialId(id).userHandle(new byte[64]);
    assertThat(keys.outcome(answer(begun, key.get(begun.get("publicKey"))))).isEqualTo("refused");
  }

  @Test
  void clonedPasskey_signsNobodyIn() {
    Owner alice = keys.owner();
    assertThat(keys.outcome(keys.signIn(alice.key().counter(5)))).isEqualTo("proved");
    assertThat(keys.outcome(keys.signIn(alice.key().counter(5)))).isEqualTo("refused");
    assertThat(keys.outcome(keys.signIn(alice.key().counter(50)))).isEqualTo("refused");
  }

  @Test
  void requests_ofOtherShapes_areRefused() {
    keys.request(Map.of()).then().statusCode(400);
    keys.request(Map.of("attempt", "a/b")).then().statusCode(400);
    keys.request(Map.of("attempt", "a", "accountId", "1-1-1-1-1")).then().statusCode(400);
    keys.request(Map.of("attempt", "a", "userVerification", "discouraged")).then().statusCode(400);
    keys.passkey(UUID.randomUUID().toString(), "a/b", Keys.json("{}")).then().statusCode(400);
  }

  @Test
  void metrics_countPasskeys() {
    keys.signIn(keys.owner().key());
    assertThat(Management.metrics()).containsPattern(
        "portcullis_mfa_verifications_total\\{method=\"passkey\",outcome=\"proved\"");
  }
}
