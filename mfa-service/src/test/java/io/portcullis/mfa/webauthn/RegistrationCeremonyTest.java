package io.portcullis.mfa.webauthn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.SoftAuthenticator;
import io.portcullis.testkit.SoftAuthenticator.Flag;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// WebAuthn Level 3 §7.1, "Registering a New Credential", step by step, up to what the authenticator says of the user: each is
/// broken, and must refuse. [RegistrationCeremonyKeyTest] goes on.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class RegistrationCeremonyTest {

  @Inject Keys keys;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private static SoftAuthenticator key() {
    return new SoftAuthenticator(Keys.ORIGIN);
  }

  private void refused(SoftAuthenticator key) {
    keys.assertRefused(keys.tryToRegister(key));
  }

  private Response finish(UnaryOperator<ObjectNode> change) {
    String token = tokens.of(keys.nobody());
    JsonNode begun = keys.begun(token, "{}");
    return keys.finish(token, begun, change.apply(key().create(begun.get("publicKey"))));
  }

  private static ObjectNode response(ObjectNode credential) {
    return (ObjectNode) credential.get("response");
  }

  @Nested
  class Step3_TheResponse {

    @Test
    void ofAnAssertionIsRefused() {
      String token = tokens.of(keys.nobody());
      JsonNode begun = keys.begun(token, "{}");
      keys.assertMalformed(keys.finish(token, begun, key().get(begun.get("publicKey"))));
    }

    @Test
    void withoutAMemberIsRefused() {
      for (String member : new String[] {"id", "rawId", "type", "response"}) {
        keys.assertMalformed(finish(credential -> credential.without(member)));
      }
      for (String member : new String[] {"clientDataJSON", "attestationObject"}) {
        keys.assertMalformed(finish(credential -> {
          response(credential).remove(member);
          return credential;
        }));
      }
    }

    @Test
    void withTwoIdsOrAnotherTypeIsRefused() {
      keys.assertMalformed(finish(credential -> credential.put("rawId", "AAAA")));
      keys.assertMalformed(finish(credential -> credential.put("type", "password")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"x\"", "[]", "{}", "{\"type\":\"public-key\",\"response\":[]}"})
    void ofAnotherShapeIsRefused(String credential) {
      String token = tokens.of(keys.nobody());
      keys.assertMalformed(keys.finish(token, keys.begun(token, "{}"), Keys.json(credential)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "AB==", "A+/B", "AB", "not base64url", "ÄÖ"})
    void withWhatIsNoBase64UrlIsRefused(String text) {
      keys.assertMalformed(finish(credential -> {
        response(credential).put("attestationObject", text);
        return credential;
      }));
    }

    @Test
    void tooLongIsRefused() {
      keys.assertMalformed(finish(credential -> credential.put("padding", "x".repeat(17_000))));
      Response megabyte = finish(credential -> {
        response(credential).put("clientDataJSON", "A".repeat(1 << 20));
        return credential;
      });
      megabyte.then().statusCode(413).body("type", endsWith(":request-too-large"));
    }

    @Test
    void withMembersThatABrowserOfTomorrowAdds_isFine() {
      finish(credential -> {
        response(credential).put("publicKeyAlgorithm", -7).putObject("more").put("x", 1);
        return credential.put("authenticatorAttachment", "hologram");
      }).then().statusCode(201);
    }
  }

  @Nested
  class Step5_And6_TheClientData {

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "\"webauthn.create\"", "{} {}", "\u0000", "{\"a\":1,\"a\":1}"})
    void ofAnotherFormAreRefused(String text) {
      Response answer = finish(credential -> {
        response(credential).put("clientDataJSON",
            Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        return credential;
      });
      assertThat(answer.statusCode()).isIn(400, 403);
    }

    @Test
    void nestedWithoutEndAreRefused() {
      keys.assertRefused(finish(credential -> {
        response(credential).put("clientDataJSON", Base64.getUrlEncoder().withoutPadding()
            .encodeToString("[".repeat(5000).getBytes(StandardCharsets.UTF_8)));
        return credential;
      }));
    }

    @Test
    void withAnOriginTwiceAreRefused() {
      keys.assertRefused(finish(credential -> {
        byte[] data = Base64.getUrlDecoder().decode(response(credential).get("clientDataJSON").asText());
        String twice = new String(data, StandardCharsets.UTF_8).replaceFirst("\\{", "{\"origin\":\"https://evil.example\",");
        response(credential).put("clientDataJSON",
            Base64.getUrlEncoder().withoutPadding().encodeToString(twice.getBytes(StandardCharsets.UTF_8)));
        return credential;
      }));
    }
  }

  @Nested
  class Step7_TheType {

    @ParameterizedTest
    @ValueSource(strings = {"webauthn.get", "WEBAUTHN.CREATE", "webauthn.create ", "payment.get", ""})
    void mustBeCreate(String type) {
      refused(key().clientData(data -> data.put("type", type)));
    }
  }

  @Nested
  class Step8_TheChallenge {

    @Test
    void ofAnotherRegistrationIsRefused() {
      String token = tokens.of(keys.nobody());
      JsonNode mine = keys.begun(token, "{}");
      JsonNode other = keys.begun(tokens.of(keys.nobody()), "{}");
      keys.assertRefused(keys.finish(token, mine, key().create(other.get("publicKey"))));
    }

    @Test
    void cutShortOrAbsentIsRefused() {
      refused(key().clientData(data -> data.put("challenge", data.get("challenge").asText().substring(0, 42))));
      refused(key().clientData(data -> data.without("challenge")));
      refused(key().clientData(data -> data.put("challenge", "")));
    }

    @Test
    void isGoodForOneAnswer() {
      AccountId account = keys.nobody();
      JsonNode begun = keys.begun(tokens.of(account), "{}");
      keys.assertRefused(keys.finish(tokens.of(account), begun, key().rpId("evil.example").create(begun.get("publicKey"))));
      keys.finish(tokens.of(account), begun, key().create(begun.get("publicKey")))
          .then().statusCode(403).body("type", endsWith(":enrolment-ended"));
    }

    @Test
    void expiresAfterFiveMinutes() {
      clock.stop();
      clock.advance(Duration.ofMinutes(-10));
      AccountId account = keys.nobody();
      JsonNode inTime = keys.begun(tokens.of(account), "{}");
      JsonNode late = keys.begun(tokens.of(account), "{}");
      clock.advance(Ceremonies.LIFETIME.minusSeconds(10));
      keys.finish(keys.strong(account), inTime, key().create(inTime.get("publicKey"))).then().statusCode(201);
      clock.advance(Duration.ofSeconds(10));
      keys.finish(keys.strong(account), late, key().create(late.get("publicKey")))
          .then().statusCode(403).body("type", endsWith(":enrolment-ended"));
    }

    @Test
    void ofAnotherAccount_isUnknownHere_andGoneThere() {
      AccountId alice = keys.nobody();
      JsonNode begun = keys.begun(tokens.of(alice), "{}");
      ObjectNode credential = key().create(begun.get("publicKey"));
      Response others = keys.finish(tokens.of(keys.nobody()), begun, credential);
      Response unknown = keys.finish(tokens.of(keys.nobody()), UUID.randomUUID().toString(), credential);
      assertThat(others.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(403);
      assertThat(others.asString()).isEqualTo(unknown.asString());
      keys.finish(tokens.of(alice), begun, credential).then().body("type", endsWith(":enrolment-ended"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1-1-1-1", "018F6B1E-0000-7000-8000-00000000000A"})
    void ofWhatIsNoRegistrationHasEnded(String id) {
      String token = tokens.of(keys.nobody());
      keys.finish(token, id, key().create(keys.begun(token, "{}").get("publicKey")))
          .then().statusCode(403).body("type", endsWith(":enrolment-ended"));
    }
  }

  @Nested
  class Step9_TheOrigin {

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost:8080", "http://localhost", "http://localhost:8081", "http://www.localhost:8080",
        "http://localhost:8080/", "http://localhost:8080.evil.example", "HTTP://LOCALHOST:8080", "http://localhost:08080",
        "http://user@localhost:8080", "http://127.0.0.1:8080", "https://evil.example", "https://exchange.example.evil.example",
        "https://xn--xchange-bva.example", "https://еxchange.example", "https://sub.exchange.example", "http://exchange.example",
        "https://exchange.example:444", "null", "", "android:apk-key-hash:AAAAQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
        "android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=", "ios:bundle-id:47DEQpj8HBSa"})
    void thatIsNotOursIsRefused(String origin) {
      refused(key().origin(origin));
    }

    @Test
    void thatIsAbsentOrNoTextIsRefused() {
      refused(key().clientData(data -> data.without("origin")));
      refused(key().clientData(data -> data.put("origin", 7)));
      refused(key().clientData(data -> {
        data.putArray("origin").add(Keys.ORIGIN);
        return data;
      }));
    }
  }

  @Nested
  class Step10_And11_FramesOfOthers {

    @Test
    void areRefused() {
      refused(key().clientData(data -> data.put("crossOrigin", true)));
      refused(key().clientData(data -> data.put("crossOrigin", "false")));
      refused(key().clientData(data -> data.put("topOrigin", "https://evil.example")));
      refused(key().clientData(data -> data.put("topOrigin", Keys.ORIGIN)));
    }

    @Test
    void whenNothingIsSaid_areNotMeant() {
      keys.tryToRegister(key().clientData(data -> data.without("crossOrigin"))).then().statusCode(201);
    }
  }

  @Nested
  class Step13_TheAttestationObject {

    @Test
    void cutShortIsRefused() {
      for (int length : new int[] {1, 2, 30, 100, 200}) {
        refused(key().attestationObject(bytes -> Arrays.copyOf(bytes, length)));
      }
    }

    @Test
    void followedByMoreIsRefused() {
      refused(key().attestationObject(bytes -> Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void withAKeyTwiceIsRefused() {
      // A map of four, the last pair "fmt": "none" again.
      refused(key().attestationObject(bytes -> {
        byte[] more = {0x63, 'f', 'm', 't', 0x64, 'n', 'o', 'n', 'e'};
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, bytes.length, more.length);
        all[0] = (byte) 0xA4;
        return all;
      }));
    }

    @Test
    void withHugeLengthsIsRefused() {
      refused(key().attestationObject(_ -> new byte[] {(byte) 0x5A, 0x7F, -1, -1, -1}));
      refused(key().attestationObject(_ -> new byte[] {(byte) 0x9A, 0x7F, -1, -1, -1}));
      refused(key().attestationObject(_ -> new byte[] {(byte) 0xBB, 0x7F, -1, -1, -1, -1, -1, -1, -1}));
    }

    @Test
    void nestedWithoutEndIsRefused() {
      refused(key().attestationObject(_ -> {
        byte[] deep = new byte[9000];
        Arrays.fill(deep, (byte) 0x81);
        return deep;
      }));
    }

    @Test
    void ofAnotherFormIsRefused() {
      refused(key().attestationObject(_ -> new byte[] {(byte) 0xA0}));
      refused(key().attestationObject(_ -> new byte[] {0}));
      refused(key().attestationObject(_ -> new byte[] {(byte) 0xF6}));
      refused(key().attestationObject(_ -> "{\"fmt\":\"none\"}".getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Nested
  class Step14_TheRelyingParty {

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "sub.localhost", "LOCALHOST", "http://localhost:8080"})
    void mustBeUs(String rpId) {
      refused(key().rpId(rpId));
    }
  }

  @Nested
  class Step15_ThePresence {

    @Test
    void ofTheUserIsDemanded() {
      refused(key().without(Flag.USER_PRESENT));
    }
  }

  @Nested
  class Step16_TheVerification {

    @Test
    void ofTheUserIsDemandedOfAPasskey() {
      String token = tokens.of(keys.nobody());
      JsonNode begun = keys.begun(token, "{\"residentKey\":\"required\"}");
      keys.assertRefused(
          keys.finish(token, begun, key().without(Flag.USER_VERIFIED).create(begun.get("publicKey"))));
    }

    @Test
    void ofTheUserIsNotDemandedOfASecondFactor() {
      keys.tryToRegister(key().without(Flag.USER_VERIFIED)).then().statusCode(201);
    }
  }

  @Nested
  class Step17_TheBackup {

    @Test
    void ofWhatCantBeBackedUpIsRefused() {
      refused(key().without(Flag.BACKUP_ELIGIBLE).with(Flag.BACKED_UP));
    }
  }

  @Nested
  class Step5_TheClientsText {

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void otherEncoding_ofClientDataThatIsNoUtf8_isRefused(String charset) {
      keys.assertRefused(finish(credential -> reencoded(credential, text -> text.getBytes(Charset.forName(charset)))));
    }

    @Test
    void otherEncoding_ofClientDataWithAByteOrderMarkOrAnOverlongForm_isRefused() {
      keys.assertRefused(finish(credential -> reencoded(credential, text -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8))));
      // The letter h of the origin as C1 A8.
      keys.assertRefused(finish(credential -> reencoded(credential, text ->
          text.replaceFirst("\"http", "\"\u00C1\u00A8ttp").getBytes(StandardCharsets.ISO_8859_1))));
      keys.assertRefused(finish(credential -> reencoded(credential, text ->
          text.replaceFirst("}$", ",\"more\":\"\u00ED\u00A0\u0080\"}").getBytes(StandardCharsets.ISO_8859_1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", "A", " ", "%3D", "+", "/"})
    void otherSpelling_ofTheChallenge_isRefused(String more) {
      refused(key().clientData(data -> data.put("challenge", data.get("challenge").textValue() + more)));
      refused(key().clientData(data -> data.put("challenge", more + data.get("challenge").textValue())));
    }

    @Test
    void otherSpelling_ofTheChallengesLastDigit_isRefused() {
      refused(key().clientData(data -> {
        String challenge = data.get("challenge").textValue();
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char stray = digits.charAt(digits.indexOf(challenge.charAt(challenge.length() - 1)) ^ 1);
        return data.put("challenge", challenge.substring(0, challenge.length() - 1) + stray);
      }));
    }

    private static ObjectNode reencoded(ObjectNode credential, Function<String, byte[]> encoding) {
      String text = new String(Base64.getUrlDecoder().decode(response(credential).get("clientDataJSON").textValue()), StandardCharsets.UTF_8);
      response(credential).put("clientDataJSON", Base64.getUrlEncoder().withoutPadding().encodeToString(encoding.apply(text)));
      return credential;
    }
  }
}
