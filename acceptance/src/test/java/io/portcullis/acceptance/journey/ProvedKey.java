package io.portcullis.acceptance.journey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// A key in a phone's key store, and the proofs that it is there (RFC 9449).
final class ProvedKey {

  private final String origin;
  private final EllipticCurveJsonWebKey key;

  ProvedKey(String origin) throws JoseException {
    this.origin = origin;
    this.key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
  }

  String proof(String method, String path, Optional<String> nonce, Optional<String> accessToken) {
    var claims = new JwtClaims();
    claims.setJwtId(UUID.randomUUID().toString());
    claims.setIssuedAt(NumericDate.fromSeconds(Instant.now().getEpochSecond()));
    claims.setClaim("htm", method);
    claims.setClaim("htu", origin + path);
    nonce.ifPresent(value -> claims.setClaim("nonce", value));
    accessToken.ifPresent(token -> claims.setClaim("ath", hash(token)));
    var jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setKey(key.getPrivateKey());
    jws.setAlgorithmHeaderValue("ES256");
    jws.setHeader("typ", "dpop+jwt");
    jws.getHeaders().setObjectHeaderValue("jwk", Map.copyOf(key.toParams(OutputControlLevel.PUBLIC_ONLY)));
    try {
      return jws.getCompactSerialization();
    } catch (JoseException unsignable) {
      throw new IllegalStateException(unsignable);
    }
  }

  private static String hash(String token) {
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
