package io.portcullis.testkit;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.VerificationKeys;
import io.quarkus.test.Mock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// Plays session-service for a service that only verifies: mints access tokens under a key that it trusts during
/// the test.
@Mock
@Singleton
public class CustomerTokens implements VerificationKeys {

  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final Clock clock;
  private final EllipticCurveJsonWebKey key;

  CustomerTokens(Clock clock) throws JoseException {
    this.clock = clock;
    key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    key.setKeyId("test-" + UUID.randomUUID());
  }

  @Override
  public Uni<Optional<Key>> find(String keyId) {
    return Uni.createFrom().item(Optional.of(key.getKey()).filter(_ -> key.getKeyId().equals(keyId)));
  }

  /// A token of `account`, authenticated just now by a password (`aal1`).
  public String of(AccountId account) {
    return of(account, "aal1", clock.instant());
  }

  public String of(AccountId account, String acr, Instant authTime) {
    JwtClaims claims = claims(account, acr, authTime);
    return sign(claims, "at+jwt");
  }

  /// What a valid token says: `aal1` is an account's without a second factor, any other shows a factor that is long
  /// settled (`factor_settled_at`). Change it and [#sign] it to see a verifier refuse.
  public JwtClaims claims(AccountId account, String acr, Instant authTime) {
    Instant now = clock.instant();
    var claims = new JwtClaims();
    claims.setIssuer(ConfigProvider.getConfig().getValue("portcullis.origin", String.class));
    claims.setAudience("portcullis");
    claims.setSubject(account.toString());
    claims.setClaim("sid", new SessionId(UUID.randomUUID()).toString());
    claims.setJwtId(UUID.randomUUID().toString());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFETIME).getEpochSecond()));
    claims.setClaim("auth_time", authTime.getEpochSecond());
    claims.setClaim("acr", acr);
    claims.setStringListClaim("amr", acr.equals("aal1") ? List.of("pwd") : List.of("pwd", "otp"));
    if (acr.equals("aal1")) {
      claims.setClaim("factor_enrolled", false);
    } else {
      claims.setClaim("factor_settled_at", 0L);
    }
    claims.setClaim("scope", "account");
    return claims;
  }

  public String sign(JwtClaims claims, String type) {
    var jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setKey(key.getPrivateKey());
    jws.setKeyIdHeaderValue(key.getKeyId());
    jws.setHeader("typ", type);
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    try {
      return jws.getCompactSerialization();
    } catch (JoseException unsignable) {
      throw new IllegalStateException(unsignable);
    }
  }
}
