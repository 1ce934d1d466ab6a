package io.portcullis.notification.sharedsignals;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// OPS-7: by each algorithm a receiver verifies with what is published, and with nothing secret.
class SigningKeyTest {

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void ops7_givenAKey_whenItIsKeptAndReadAgain_thenItsPublicPartVerifiesWhatItSigns(SigningAlgorithm algorithm) throws JoseException {
    var made = new SigningKey(algorithm.newKey(new SecureRandom()), Instant.EPOCH, Instant.EPOCH);
    SigningKey read = SigningKey.parse(made.revealPrivateJwk(), Instant.EPOCH, Instant.EPOCH);
    String published = read.jwk().toJson(OutputControlLevel.PUBLIC_ONLY);
    assertThat(JsonWebKey.Factory.newJwk(published).toParams(OutputControlLevel.INCLUDE_PRIVATE)).doesNotContainKeys("d", "p", "q");

    var jws = new JsonWebSignature();
    jws.setCompactSerialization(read.sign("{\"jti\":\"1\"}"));
    jws.setKey(JsonWebKey.Factory.newJwk(published).getKey());

    assertThat(jws.verifySignature()).isTrue();
    assertThat(jws.getAlgorithmHeaderValue()).isEqualTo(algorithm.name());
    assertThat(jws.getKeyIdHeaderValue()).isEqualTo(made.kid());
  }
}
