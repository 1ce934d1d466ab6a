package io.portcullis.devstack;

import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/// The tokens that the stack's issuers sign, `ES256` (RFC 7518 §3.4).
final class Es256 {

  private Es256() {}

  static String sign(JwtClaims claims, EllipticCurveJsonWebKey key) {
    var signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setHeader("typ", "JWT");
    signature.setKey(key.getPrivateKey());
    signature.setPayload(claims.toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new StackFailure("Cannot sign a token of " + claims.getClaimValue("iss"), e);
    }
  }
}
