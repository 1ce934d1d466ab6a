package io.portcullis.session.key;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import org.jose4j.jws.AlgorithmIdentifiers;

/// What a signing key may be made for.
enum SigningAlgorithm {
  /// ECDSA on P-256 (RFC 7518 §3.4).
  ES256(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256),
  /// Ed25519 (RFC 8037).
  EdDSA(AlgorithmIdentifiers.EDDSA);

  private final String jwsName;

  SigningAlgorithm(String jwsName) {
    this.jwsName = jwsName;
  }

  /// The `alg` of a JWS header and of a JWK.
  String jwsName() {
    return jwsName;
  }

  KeyPair newKeyPair(SecureRandom random) {
    try {
      return generator(random).generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private KeyPairGenerator generator(SecureRandom random)
      throws GeneralSecurityException, InvalidAlgorithmParameterException {
    KeyPairGenerator generator = switch (this) {
      case ES256 -> KeyPairGenerator.getInstance("EC");
      case EdDSA -> KeyPairGenerator.getInstance("Ed25519");
    };
    switch (this) {
      case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      case EdDSA -> generator.initialize(NamedParameterSpec.ED25519, random);
    }
    return generator;
  }
}
