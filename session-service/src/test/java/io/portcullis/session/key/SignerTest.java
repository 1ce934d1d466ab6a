package io.portcullis.session.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What we sign, another implementation accepts.
class SignerTest {

  private final SecureRandom random = new SecureRandom();

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void givenAKey_whenSignedManyTimes_thenTheJdkAcceptsEverySignature(SigningAlgorithm algorithm) throws Exception {
    KeyPair pair = algorithm.newKeyPair(random);
    Signer signer = Signer.of(algorithm, pair.getPrivate(), random);

    for (int i = 0; i < 300; i++) { // one in 256 has a leading zero to keep
      byte[] input = ("input " + i).getBytes(StandardCharsets.US_ASCII);
      byte[] signature = signer.sign(input);
      assertThat(signature).hasSize(64);
      assertThat(verifies(algorithm, pair, input, signature)).isTrue();
      signature[i % 64] ^= 1;
      assertThat(verifies(algorithm, pair, input, signature)).isFalse();
    }
  }

  @Test
  void es256_givenTheSameInputTwice_thenTheNonceDiffers() {
    KeyPair pair = SigningAlgorithm.ES256.newKeyPair(random);
    Signer signer = Signer.of(SigningAlgorithm.ES256, pair.getPrivate(), random);

    assertThat(signer.sign(new byte[1])).isNotEqualTo(signer.sign(new byte[1]));
  }

  private static boolean verifies(SigningAlgorithm algorithm, KeyPair pair, byte[] input, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(switch (algorithm) {
        case ES256 -> "SHA256withECDSAinP1363Format";
        case EdDSA -> "Ed25519";
      });
      verifier.initVerify(pair.getPublic());
      verifier.update(input);
      return verifier.verify(signature);
    } catch (GeneralSecurityException refused) {
      return false;
    }
  }
}
