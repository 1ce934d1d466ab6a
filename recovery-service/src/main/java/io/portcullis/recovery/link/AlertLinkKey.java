package io.portcullis.recovery.link;

import io.portcullis.runtime.crypto.KeyDirectory;
import io.portcullis.runtime.token.CompactJws;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Clock;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/// Tells genuine links of alerts from forged ones (JWS, RFC 7515; checked as RFC 8725 §3 asks: one algorithm, one key,
/// explicit type, audience and expiry). notification-service signs them; recovery holds the public key alone, and does
/// not start without it.
@Startup
@ApplicationScoped
public class AlertLinkKey {

  private final Key key;
  private final Clock clock;

  AlertLinkKey(KeyDirectory keys, Clock clock) {
    key = publicKey(keys.read("freeze-link-public.json"));
    this.clock = clock;
  }

  /// What `token` says; empty unless it is genuine, of this type and for this audience, and has not expired.
  public Optional<JwtClaims> verify(String token, String type, String audience) {
    if (CompactJws.parse(token).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new JwtConsumerBuilder()
          .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
          .setVerificationKey(key)
          .setExpectedType(true, type)
          .setExpectedAudience(true, audience)
          .setRequireSubject()
          .setRequireJwtId()
          .setRequireExpirationTime()
          .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
          .build()
          .processToClaims(token));
    } catch (InvalidJwtException | RuntimeException notGenuine) {
      // The library answers some malformed tokens with unchecked exceptions; all of it is a stranger's text.
      return Optional.empty();
    }
  }

  private static Key publicKey(String jwk) {
    try {
      return ((EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(jwk)).getECPublicKey();
    } catch (JoseException notAKey) {
      throw new IllegalStateException("freeze-link-public.json is not an EC JWK", notAKey);
    }
  }
}
