package io.portcullis.notification.sharedsignals;

import java.security.SecureRandom;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// What a key for security event tokens may be made for.
enum SigningAlgorithm {
  /// ECDSA on P-256 (RFC 7518 §3.4).
  ES256 {
    @Override
    PublicJsonWebKey generate(SecureRandom random) throws JoseException {
      return EcJwkGenerator.generateJwk(EllipticCurves.P256, null, random);
    }
  },
  /// RSASSA-PKCS1-v1_5 (RFC 7518 §3.3), 2048 bits.
  RS256 {
    @Override
    PublicJsonWebKey generate(SecureRandom random) throws JoseException {
      return RsaJwkGenerator.generateJwk(RSA_BITS, null, random);
    }
  };

  private static final int RSA_BITS = 2048;

  abstract PublicJsonWebKey generate(SecureRandom random) throws JoseException;

  /// With its `kid`, the thumbprint (RFC 7638).
  PublicJsonWebKey newKey(SecureRandom random) {
    try {
      PublicJsonWebKey key = generate(random);
      key.setAlgorithm(name());
      key.setUse("sig");
      key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
      return key;
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
