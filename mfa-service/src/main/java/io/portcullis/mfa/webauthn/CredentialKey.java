package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;

/// Whether a public key is one of the algorithm that it says, and no trick: the library reads keys of any numbers.
final class CredentialKey {

  private static final int P256_BITS = 256;
  private static final int SHORTEST_RSA = 2048;
  /// Verifying with a longer key costs more than a stranger should make us spend.
  private static final int LONGEST_RSA = 4096;

  private CredentialKey() {}

  static boolean isSound(COSEAlgorithmIdentifier algorithm, PublicKey key) {
    return switch (key) {
      case ECPublicKey ec -> algorithm == COSEAlgorithmIdentifier.ES256 && isOnP256(ec);
      case EdECPublicKey ed ->
          algorithm == COSEAlgorithmIdentifier.EdDSA && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
      case RSAPublicKey rsa -> algorithm == COSEAlgorithmIdentifier.RS256
          && rsa.getModulus().bitLength() >= SHORTEST_RSA && rsa.getModulus().bitLength() <= LONGEST_RSA
          && rsa.getModulus().testBit(0) && rsa.getPublicExponent().testBit(0)
          && rsa.getPublicExponent().bitLength() > 1 && rsa.getPublicExponent().bitLength() <= Long.SIZE;
      default -> false;
    };
  }

  // SEC 1 §3.2.2.1: y² = x³ + ax + b, both coordinates in the field. The cofactor of P-256 is one.
  private static boolean isOnP256(ECPublicKey key) {
    ECParameterSpec curve = key.getParams();
    if (!(curve.getCurve().getField() instanceof ECFieldFp field) || field.getFieldSize() != P256_BITS) {
      return false;
    }
    BigInteger p = field.getP();
    BigInteger x = key.getW().getAffineX();
    BigInteger y = key.getW().getAffineY();
    BigInteger right = x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(p);
    return x.signum() >= 0 && x.compareTo(p) < 0 && y.signum() >= 0 && y.compareTo(p) < 0
        && y.multiply(y).mod(p).equals(right);
  }
}
