package io.portcullis.mfa.webauthn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.webauthn.Keys.Owner;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.SoftAuthenticator;
import io.portcullis.testkit.SoftAuthenticator.Algorithm;
import io.portcullis.testkit.SoftAuthenticator.Attestation;
import io.portcullis.testkit.SoftAuthenticator.Flag;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rest of WebAuthn Level 3 §7.1: algorithm, key, authenticator data, attestation and credential.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class RegistrationCeremonyKeyTest {

  @Inject Keys keys;
  @Inject CustomerTokens tokens;

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

  @Nested
  class Step20_TheAlgorithm {

    @ParameterizedTest
    @ValueSource(ints = {-35, -36, -37, -65535, 0, -8})
    void thatWasNotOfferedOrDoesNotFitTheKeyIsRefused(int algorithm) {
      refused(key().publicKey(cose -> {
        cose.put(3, algorithm);
        return cose;
      }));
    }

    @Test
    void mustBeSaid() {
      refused(key().publicKey(cose -> {
        cose.remove(3);
        return cose;
      }));
    }

    @Test
    void ofAKeyThatIsNoneIsRefused() {
      refused(key().publicKey(cose -> {
        cose.put(-2, new byte[0]);
        return cose;
      }));
      refused(key().publicKey(cose -> {
        cose.remove(-3);
        return cose;
      }));
      refused(key().publicKey(cose -> {
        cose.put(-2, "text");
        return cose;
      }));
      refused(key().publicKey(cose -> {
        cose.clear();
        return cose;
      }));
    }

    @Test
    void ofAPointThatIsNotOnTheCurve_provesNothing() {
      Response registered = keys.tryToRegister(key().publicKey(cose -> {
        cose.put(-3, new byte[32]);
        return cose;
      }));
      assertThat(registered.statusCode()).isEqualTo(403);
    }
  }

  /// Registered, such a key would take one constant signature for the answer to any challenge.
  @Nested
  class Step20_TheKey {

    @ParameterizedTest
    @ValueSource(strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"})
    void smallOrder_ofAnEd25519PointThatAnybodyCanSignUnder_isRefused(String point) {
      refused(new SoftAuthenticator(Keys.ORIGIN, Algorithm.EDDSA).publicKey(cose -> {
        cose.put(-2, HexFormat.of().parseHex(point));
        return cose;
      }));
    }
  }

  @Nested
  class Step21_TheAuthenticatorData {

    @Test
    void withoutAttestedCredentialIsRefused() {
      refused(key().authenticatorData(data -> {
        byte[] head = Arrays.copyOf(data, 37);
        head[32] &= ~0x40;
        return head;
      }));
      refused(key().authenticatorData(data -> Arrays.copyOf(data, 37)));
      refused(key().authenticatorData(data -> Arrays.copyOf(data, 54)));
    }

    @Test
    void cutShortIsRefused() {
      for (int length : new int[] {0, 36, 60, 88, 120}) {
        refused(key().authenticatorData(data -> Arrays.copyOf(data, length)));
      }
    }

    @Test
    void followedByMoreIsRefused() {
      refused(key().authenticatorData(data -> Arrays.copyOf(data, data.length + 1)));
    }

    @Test
    void withExtensionsThatAreNotThere_orAreNotTold_isRefused() {
      refused(key().with(Flag.EXTENSIONS));
      refused(key().authenticatorData(data -> {
        byte[] all = Arrays.copyOf(data, data.length + 1);
        all[data.length] = (byte) 0xA0;
        return all;
      }));
    }

    @Test
    void withTheKeysKeyTwiceIsRefused() {
      refused(key().authenticatorData(data -> {
        int cose = 55 + 32;
        byte[] more = {0x01, 0x02}; // kty: EC2 again
        byte[] all = Arrays.copyOf(data, data.length + more.length);
        System.arraycopy(more, 0, all, data.length, more.length);
        all[cose]++;
        return all;
      }));
    }

    @Test
    void withAHugeCredentialIdIsRefused() {
      refused(key().authenticatorData(data -> {
        data[53] = -1;
        data[54] = -1;
        return data;
      }));
    }
  }

  @Nested
  class Step22_To24_TheAttestation {

    @Test
    void ofAForeignHandIsRefused() {
      refused(key().attestation(Attestation.PACKED_SELF).signature(signature -> {
        signature[signature.length - 1] ^= 1;
        return signature;
      }));
      refused(new SoftAuthenticator(Keys.ORIGIN, Algorithm.EDDSA).attestation(Attestation.PACKED_SELF)
          .signature(_ -> new byte[64]));
      refused(key().attestation(Attestation.PACKED_SELF).signature(_ -> new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpmx", "evil", "appl"})
    void ofAnUnknownFormat_countsAsNone_sinceNoneWasAskedFor(String format) {
      Response answer = keys.tryToRegister(key().attestationObject(bytes -> {
        byte[] name = format.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, bytes, 6, name.length); // A3 63 "fmt" 64 "none"
        return bytes;
      }));
      assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void ofPackedWithoutAStatementIsRefused() {
      refused(key().attestationObject(bytes -> {
        byte[] all = new byte[bytes.length + 2];
        byte[] head = {(byte) 0xA3, 0x63, 'f', 'm', 't', 0x66, 'p', 'a', 'c', 'k', 'e', 'd'};
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(bytes, 10, all, head.length, bytes.length - 10);
        return all;
      }));
    }
  }

  @Nested
  class Step25_TheCredentialId {

    @Test
    void ofMoreThan1023BytesIsRefused() {
      keys.assertMalformed(keys.tryToRegister(key().credentialId(new byte[1024])));
    }

    @Test
    void thatTheAuthenticatorDoesNotSayIsRefused() {
      keys.assertRefused(finish(credential -> credential.put("id", "AAAA").put("rawId", "AAAA")));
    }
  }

  @Nested
  class Step26_ACredential {

    @Test
    void thatSomeoneHasIsRefused_andStaysTheirs() {
      Owner alice = keys.owner();
      AccountId mallory = keys.nobody();
      Response stolen = keys.tryToRegister(tokens.of(mallory), key().credentialId(alice.key().credentialId()));
      Response bad = keys.tryToRegister(key().rpId("evil.example"));
      keys.assertRefused(stolen);
      assertThat(stolen.asString()).as("does not tell that it exists").isEqualTo(bad.asString());
      assertThat(keys.methods(mallory).<List<?>>path("methods")).isEmpty();
      keys.assertRight(keys.secondFactor(alice.account(), alice.key()));
    }

    @Test
    void thatIsOnesOwnAlreadyIsRefused() {
      Owner alice = keys.owner();
      keys.assertRefused(keys.tryToRegister(keys.strong(alice.account()), alice.key()));
      assertThat(keys.list(alice.account()).<List<?>>path("credentials")).hasSize(1);
    }
  }
}
