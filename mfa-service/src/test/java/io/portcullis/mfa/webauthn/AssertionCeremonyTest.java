package io.portcullis.mfa.webauthn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.mfa.webauthn.Keys.Owner;
import io.portcullis.mfa.webauthn.VerifyAssertion.AssertionVerdict;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.SoftAuthenticator;
import io.portcullis.testkit.SoftAuthenticator.Algorithm;
import io.portcullis.testkit.SoftAuthenticator.Flag;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// WebAuthn Level 3 §7.2, "Verifying an Authentication Assertion", step by step: each is broken, and must refuse.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class AssertionCeremonyTest {

  private static final String SUSPECTED = "io.portcullis.mfa.authenticator-clone-suspected.v1";

  @Inject Keys keys;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject VerifyAssertion verify;

  private Owner alice;

  @BeforeEach
  void alice() {
    alice = keys.owner();
  }

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private AssertionVerdict assertion(SoftAuthenticator key) {
    return keys.secondFactor(alice.account(), key);
  }

  private void wrong(SoftAuthenticator key) {
    keys.assertWrong(assertion(key));
  }

  private AssertionVerdict answer(UnaryOperator<ObjectNode> change) {
    UUID challenge = UUID.randomUUID();
    return keys.answer(
        alice.account(), challenge, change.apply(alice.key().get(keys.options(alice.account(), challenge))));
  }

  private static ObjectNode response(ObjectNode credential) {
    return (ObjectNode) credential.get("response");
  }

  @Test
  void anHonestKey_proves_andSaysWhetherItKnewItsUser() {
    assertThat(assertion(alice.key()).amr()).containsExactly("pop", "user", "mfa");
    assertThat(assertion(alice.key().without(Flag.USER_VERIFIED)).amr()).containsExactly("pop", "user");
    assertThat(keys.list(alice.account()).<String>path("credentials[0].lastUsedAt")).isNotNull();
  }

  @Nested
  class Step3_TheResponse {

    @Test
    void ofARegistrationIsRefused() {
      UUID challenge = UUID.randomUUID();
      JsonNode options = keys.options(alice.account(), challenge);
      keys.assertWrong(keys.answer(alice.account(), challenge, new SoftAuthenticator(Keys.ORIGIN).create(options)));
    }

    @Test
    void withoutAMemberIsRefused() {
      for (String member : new String[] {"id", "rawId", "type", "response"}) {
        keys.assertWrong(answer(credential -> credential.without(member)));
      }
      for (String member : new String[] {"clientDataJSON", "authenticatorData", "signature"}) {
        keys.assertWrong(answer(credential -> {
          response(credential).remove(member);
          return credential;
        }));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"x\"", "[]", "{}", "{\"type\":\"public-key\",\"response\":{}}"})
    void ofAnotherShapeIsRefused(String credential) {
      UUID challenge = UUID.randomUUID();
      keys.options(alice.account(), challenge);
      keys.assertWrong(keys.answer(alice.account(), challenge, Keys.json(credential)));
    }

    @Test
    void tooLongIsRefused() {
      keys.assertWrong(answer(credential -> credential.put("padding", "x".repeat(17_000))));
      keys.assertWrong(answer(credential -> {
        response(credential).put("clientDataJSON", "A".repeat(1 << 20));
        return credential;
      }));
    }
  }

  @Nested
  class Step5_ACredential {

    @Test
    void ofSomeoneElse_thatWasNotAskedFor_isRefused() {
      Owner mallory = keys.owner();
      wrong(mallory.key());
      keys.assertRight(keys.secondFactor(mallory.account(), mallory.key()));
    }

    @Test
    void thatNobodyHasIsRefused() {
      wrong(new SoftAuthenticator(Keys.ORIGIN));
    }

    @Test
    void thatWasRemovedIsRefused() {
      UUID challenge = UUID.randomUUID();
      JsonNode credential = alice.key().get(keys.options(alice.account(), challenge));
      keys.remove(keys.strong(alice.account()), alice.id()).then().statusCode(204);
      keys.assertWrong(keys.answer(alice.account(), challenge, credential));
    }

    @Test
    void ofOneAccount_signedByTheKeyOfAnother_isRefused() {
      Owner mallory = keys.owner();
      wrong(mallory.key().credentialId(alice.key().credentialId()).userHandle(alice.key().userHandle()));
    }
  }

  @Nested
  class Step6_TheUserHandle {

    @Test
    void ofSomeoneElseIsRefused() {
      wrong(alice.key().userHandle(keys.owner().key().userHandle()));
    }

    @Test
    void ofNobodyOrTooLongIsRefused() {
      wrong(alice.key().userHandle(new byte[64]));
      wrong(alice.key().userHandle(new byte[65]));
    }

    @Test
    void thatIsNotToldIsNoMatter_sinceTheAccountWasNamed() {
      keys.assertRight(answer(credential -> {
        response(credential).putNull("userHandle");
        return credential;
      }));
      keys.assertRight(answer(credential -> {
        response(credential).remove("userHandle");
        return credential;
      }));
    }
  }

  @Nested
  class Step8_TheClientData {

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "{} {}", "\u0000", "{\"a\":1,\"a\":1}"})
    void ofAnotherFormAreRefused(String text) {
      keys.assertWrong(answer(credential -> {
        response(credential).put("clientDataJSON",
            Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        return credential;
      }));
    }
  }

  @Nested
  class Step10_TheType {

    @ParameterizedTest
    @ValueSource(strings = {"webauthn.create", "WEBAUTHN.GET", "webauthn.get ", "payment.get", ""})
    void mustBeGet(String type) {
      wrong(alice.key().clientData(data -> data.put("type", type)));
    }
  }

  @Nested
  class Step11_TheChallenge {

    @Test
    void ofAnotherChallengeIsRefused() {
      UUID mine = UUID.randomUUID();
      keys.options(alice.account(), mine);
      JsonNode other = keys.options(alice.account(), UUID.randomUUID());
      keys.assertWrong(keys.answer(alice.account(), mine, alice.key().get(other)));
    }

    @Test
    void ofARegistrationIsRefused() {
      JsonNode begun = keys.begun(keys.strong(alice.account()), "{}");
      keys.assertWrong(keys.answer(alice.account(), UUID.fromString(begun.get("registrationId").asText()),
          alice.key().get(begun.get("publicKey"))));
    }

    @Test
    void isGoodForOneAnswer_rightOrWrong() {
      UUID challenge = UUID.randomUUID();
      JsonNode options = keys.options(alice.account(), challenge);
      JsonNode credential = alice.key().get(options);
      keys.assertRight(keys.answer(alice.account(), challenge, credential));
      keys.assertWrong(keys.answer(alice.account(), challenge, credential));
      keys.assertWrong(keys.answer(alice.account(), challenge, alice.key().get(options)));

      UUID another = UUID.randomUUID();
      JsonNode more = keys.options(alice.account(), another);
      keys.assertWrong(keys.answer(alice.account(), another, Keys.json("{}")));
      keys.assertWrong(keys.answer(alice.account(), another, alice.key().get(more)));
    }

    @Test
    void isVoid_onceThereIsANewerOneForTheSame() {
      UUID challenge = UUID.randomUUID();
      JsonNode older = keys.options(alice.account(), challenge);
      keys.options(alice.account(), challenge);
      keys.assertWrong(keys.answer(alice.account(), challenge, alice.key().get(older)));
    }

    @Test
    void expiresAfterFiveMinutes() {
      clock.stop();
      UUID intime = UUID.randomUUID();
      UUID late = UUID.randomUUID();
      JsonNode first = keys.options(alice.account(), intime);
      JsonNode second = keys.options(alice.account(), late);
      clock.advance(Ceremonies.LIFETIME.minusSeconds(10));
      keys.assertRight(keys.answer(alice.account(), intime, alice.key().get(first)));
      clock.advance(Duration.ofSeconds(10));
      keys.assertWrong(keys.answer(alice.account(), late, alice.key().get(second)));
    }

    @Test
    void ofAnotherAccountIsRefused_andGone() {
      Owner mallory = keys.owner();
      UUID challenge = UUID.randomUUID();
      JsonNode options = keys.options(alice.account(), challenge);
      keys.assertWrong(keys.answer(mallory.account(), challenge, mallory.key().get(options)));
      keys.assertWrong(keys.answer(alice.account(), challenge, alice.key().get(options)));
    }

    @Test
    void doubleSpend_given32ParallelAnswers_thenOneProves() {
      UUID challenge = UUID.randomUUID();
      JsonNode credential = alice.key().get(keys.options(alice.account(), challenge));
      List<AssertionVerdict> verdicts = Uni.join().all(IntStream.range(0, 32)
          .mapToObj(_ -> verify.handle(alice.account(), challenge, Optional.empty(), credential)).toList())
          .andFailFast().await().indefinitely();
      assertThat(Collections.frequency(verdicts.stream().map(each -> each.amr().isEmpty()).toList(), false)).isOne();
    }
  }

  @Nested
  class Step12_TheOrigin {

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost:8080", "http://localhost", "http://localhost:8081", "http://www.localhost:8080",
        "http://localhost:8080/", "http://localhost:8080.evil.example", "HTTP://LOCALHOST:8080", "https://evil.example",
        "https://sub.exchange.example", "http://exchange.example", "https://еxchange.example", "null", "",
        "android:apk-key-hash:AAAAQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"})
    void thatIsNotOursIsRefused(String origin) {
      wrong(alice.key().origin(origin));
    }
  }

  @Nested
  class Step13_And14_FramesOfOthers {

    @Test
    void areRefused() {
      wrong(alice.key().clientData(data -> data.put("crossOrigin", true)));
      wrong(alice.key().clientData(data -> data.put("topOrigin", "https://evil.example")));
    }
  }

  @Nested
  class Step15_TheRelyingParty {

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "sub.localhost", "LOCALHOST"})
    void mustBeUs(String rpId) {
      wrong(alice.key().rpId(rpId));
    }
  }

  @Nested
  class Step16_ThePresence {

    @Test
    void ofTheUserIsDemanded() {
      wrong(alice.key().without(Flag.USER_PRESENT));
    }
  }

  @Nested
  class Step18_TheBackup {

    @Test
    void ofWhatCantBeBackedUpIsRefused() {
      wrong(alice.key().with(Flag.BACKED_UP));
    }

    @Test
    void eligibilityNeverChanges() {
      wrong(alice.key().with(Flag.BACKUP_ELIGIBLE));
    }
  }

  @Nested
  class Step19_TheAuthenticatorData {

    @Test
    void cutShortOrFollowedByMoreIsRefused() {
      for (int length : new int[] {0, 1, 32, 36, 38, 60}) {
        wrong(alice.key().authenticatorData(data -> Arrays.copyOf(data, length)));
      }
    }

    @Test
    void withExtensionsThatAreNotThere_orAttestedCredential_isRefused() {
      wrong(alice.key().with(Flag.EXTENSIONS));
      wrong(alice.key().without(Flag.EXTENSIONS).with(Flag.ATTESTED_CREDENTIAL));
    }

    @Test
    void withExtensionsThatNobodyAskedFor_isFine() {
      keys.assertRight(assertion(alice.key().with(Flag.EXTENSIONS).authenticatorData(data -> {
        byte[] all = Arrays.copyOf(data, data.length + 1);
        all[data.length] = (byte) 0xA0;
        return all;
      })));
    }
  }

  @Nested
  class Step21_TheSignature {

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void ofOtherBytesIsRefused(Algorithm algorithm) {
      Owner bob = keys.owner(new SoftAuthenticator(Keys.ORIGIN, algorithm));
      Stream.<UnaryOperator<byte[]>>of(
          signature -> {
            signature[signature.length - 1] ^= 1;
            return signature;
          },
          signature -> Arrays.copyOf(signature, signature.length - 1),
          signature -> Arrays.copyOf(signature, signature.length + 1),
          _ -> new byte[64],
          _ -> new byte[] {0x30, 0x06, 0x02, 0x01, 0, 0x02, 0x01, 0}, // r = s = 0
          _ -> new byte[1])
          .forEach(change -> keys.assertWrong(keys.secondFactor(bob.account(), bob.key().signature(change))));
      keys.assertRight(keys.secondFactor(bob.account(), bob.key().signature(UnaryOperator.identity())));
    }

    @Test
    void ofOtherDataIsRefused() {
      keys.assertWrong(answer(credential -> {
        byte[] data = Base64.getUrlDecoder().decode(response(credential).get("authenticatorData").asText());
        data[36]++; // a higher counter than was signed
        response(credential).put("authenticatorData", Base64.getUrlEncoder().withoutPadding().encodeToString(data));
        return credential;
      }));
    }
  }

  @Nested
  class Step22_TheCounter {

    private long suspicions() {
      return topics.present("portcullis.security-events", alice.account().toString()).stream()
          .map(TopicProbe::type).filter(SUSPECTED::equals).count();
    }

    @Test
    void thatGrowsByAnythingIsFine() {
      keys.assertRight(assertion(alice.key().counter(5)));
      keys.assertRight(assertion(alice.key().counter(0xFFFF_FFFFL)));
      assertThat(keys.overview(alice.account()).<String>path("advice")).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 6, 1, 0})
    void thatDoesNotGrow_refuses_stopsTheKey_andIsToldOnce(long counter) {
      keys.assertRight(assertion(alice.key().counter(7)));
      wrong(alice.key().counter(counter));
      topics.awaitType(alice.account(), SUSPECTED);
      assertThat(keys.list(alice.account()).<Boolean>path("credentials[0].cloneSuspected")).isTrue();
      assertThat(keys.overview(alice.account()).<String>path("advice")).isEqualTo("replace-authenticator");

      wrong(alice.key().counter(counter));
      wrong(alice.key().counter(100));
      assertThat(keys.methods(alice.account()).<List<String>>path("methods")).as("still asked for").contains("webauthn");
      keys.rename(keys.strong(alice.account()), alice.id(), "{\"name\":\"old\"}").then().statusCode(204);
      topics.awaitType(alice.account(), "io.portcullis.mfa.authenticator-renamed.v1");
      assertThat(suspicions()).isOne();
    }

    @Test
    void thatIsAlwaysZeroIsFine() {
      alice = keys.owner(new SoftAuthenticator(Keys.ORIGIN).withoutCounter());
      keys.assertRight(assertion(alice.key()));
      keys.assertRight(assertion(alice.key()));
    }

    @Test
    void ofTwoParallelAssertions_withTheSameNumber_letsOnePass_andTells() {
      List<UUID> challenges = Stream.generate(UUID::randomUUID).limit(8).toList();
      List<JsonNode> credentials = challenges.stream()
          .<JsonNode>map(each -> alice.key().counter(9).get(keys.options(alice.account(), each))).toList();
      List<AssertionVerdict> verdicts = Uni.join().all(IntStream.range(0, 8)
          .mapToObj(i -> verify.handle(alice.account(), challenges.get(i), Optional.empty(), credentials.get(i))).toList())
          .andFailFast().await().indefinitely();
      assertThat(verdicts.stream().filter(each -> !each.amr().isEmpty())).hasSize(1);
      topics.awaitType(alice.account(), SUSPECTED);
      assertThat(suspicions()).isOne();
    }

    @Test
    void ofABadSignature_suspectsNobody() {
      keys.assertRight(assertion(alice.key().counter(7)));
      wrong(alice.key().counter(3).signature(_ -> new byte[70]));
      keys.assertRight(assertion(alice.key().signature(UnaryOperator.identity()).counter(8)));
    }
  }
}
