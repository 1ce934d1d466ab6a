package io.portcullis.notification.sharedsignals;

import java.time.Instant;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/// A key pair for security event tokens, and for nothing else.
record SigningKey(PublicJsonWebKey jwk, Instant createdAt, Instant activeFrom) {

  static SigningKey parse(String jwk, Instant createdAt, Instant activeFrom) {
    try {
      return new SigningKey(PublicJsonWebKey.Factory.newPublicJwk(jwk), createdAt, activeFrom);
    } catch (JoseException damaged) {
      throw new IllegalStateException("a key for security event tokens is no JWK", damaged);
    }
  }

  String kid() {
    return jwk.getKeyId();
  }

  /// The security event token (RFC 8417 §2.3).
  String sign(String claims) {
    try {
      var jws = new JsonWebSignature();
      jws.setHeader("typ", "secevent+jwt");
      jws.setAlgorithmHeaderValue(jwk.getAlgorithm());
      jws.setKeyIdHeaderValue(kid());
      jws.setKey(jwk.getPrivateKey());
      jws.setPayload(claims);
      return jws.getCompactSerialization();
    } catch (JoseException unusable) {
      throw new IllegalStateException("a key for security event tokens can't sign", unusable);
    }
  }

  /// For the sealed box alone.
  String revealPrivateJwk() {
    return jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE);
  }

  @Override
  public String toString() {
    return "SigningKey[" + (jwk == null ? "" : kid()) + "]";
  }
}
