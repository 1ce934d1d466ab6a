package io.portcullis.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.security.Key;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/// What was verified once is remembered, but never longer than its key is published.
class TokenVerifierTest {

  private final Map<String, Key> published = new ConcurrentHashMap<>();
  private final EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
  private final TokenVerifier<String> verifier = new TokenVerifier<>(
      new TokenVerifier.Expectation(Optional.of("at+jwt"), "issuer", "audience", Set.of("ES256")),
      keyId -> Uni.createFrom().item(Optional.ofNullable(published.get(keyId))),
      claims -> Optional.of(claims.getClaimValueAsString("sub")),
      Clock.systemUTC());

  TokenVerifierTest() throws JoseException {
    published.put("k1", key.getPublicKey());
  }

  @Test
  void keyTakenBack_givenARememberedToken_whenItsKeyIsNoLongerPublished_thenItIsRefused() throws JoseException {
    String token = token();
    assertThat(verify(token)).contains("ann");

    published.remove("k1");

    assertThat(verify(token)).isEmpty();
    published.put("k1", key.getPublicKey());
    assertThat(verify(token)).contains("ann");
  }

  @Test
  void keyTakenBack_givenARememberedToken_whenItsKeyIdNamesAnotherKey_thenItIsRefused() throws JoseException {
    String token = token();
    assertThat(verify(token)).contains("ann");

    published.put("k1", EcJwkGenerator.generateJwk(EllipticCurves.P256).getPublicKey());

    assertThat(verify(token)).isEmpty();
  }

  @Test
  void givenARememberedToken_whenItsKeyWasMerelyReadAnew_thenItIsStillGood() throws JoseException {
    String token = token();
    assertThat(verify(token)).contains("ann");

    published.put("k1", PublicJsonWebKey.Factory.newPublicJwk(key.toJson()).getPublicKey());

    assertThat(verify(token)).contains("ann");
  }

  private Optional<String> verify(String token) {
    return verifier.verify(token).subscribeAsCompletionStage().join();
  }

  private String token() throws JoseException {
    var claims = new JwtClaims();
    claims.setIssuer("issuer");
    claims.setAudience("audience");
    claims.setSubject("ann");
    claims.setExpirationTimeMinutesInTheFuture(5);
    var jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setKey(key.getPrivateKey());
    jws.setKeyIdHeaderValue("k1");
    jws.setHeader("typ", "at+jwt");
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    return jws.getCompactSerialization();
  }
}
