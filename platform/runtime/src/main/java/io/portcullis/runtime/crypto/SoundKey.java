package io.portcullis.runtime.crypto;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jose4j.keys.EllipticCurves;

/// Whether a public key that a stranger gave us binds its holder: P-256, Ed25519 or RSA, and no key under which somebody
/// without the private key can sign. The JDK and the libraries read keys of any numbers.
public final class SoundKey {

  private static final int ED25519_BYTES = 32;
  /// NIST SP 800-131A: 112 bits of strength.
  private static final int SHORTEST_RSA = 2048;
  /// Verifying with a longer one costs more than a stranger should make us spend.
  private static final int LONGEST_RSA = 8192;
  /// FIPS 186-5 §5.1: more than 2^16. A verifier gains nothing from one of more than 64 bits.
  private static final BigInteger LEAST_EXPONENT = BigInteger.ONE.shiftLeft(16);

  private SoundKey() {}

  public static boolean isSound(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec -> isOnP256(ec);
      case EdECPublicKey ed -> ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) && isOfTheLargeGroup(ed);
      case RSAPublicKey rsa -> isSound(rsa.getModulus(), rsa.getPublicExponent());
      default -> false;
    };
  }

  // SEC 1 §3.2.2.1: not the point at infinity, y² = x³ + ax + b, both coordinates in the field. The cofactor of P-256 is
  // one. secp256k1 has 256 bits, too: the curve is compared whole.
  private static boolean isOnP256(ECPublicKey key) {
    var curve = EllipticCurves.P256.getCurve();
    ECPoint point = key.getW();
    if (!key.getParams().getCurve().equals(curve) || !key.getParams().getGenerator().equals(EllipticCurves.P256.getGenerator())
        || point.equals(ECPoint.POINT_INFINITY)) {
      return false;
    }
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
    return x.signum() >= 0 && x.compareTo(p) < 0 && y.signum() >= 0 && y.compareTo(p) < 0
        && y.multiply(y).mod(p).equals(right);
  }

  // RFC 8032 §5.1.3, and beyond it: of the large prime order. Under one of the eight points of small order a constant
  // signature fits many messages. Canonical: y is less than p.
  private static boolean isOfTheLargeGroup(EdECPublicKey key) {
    byte[] encoded = key.getEncoded();
    return isSoundEd25519(Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
  }

  /// As above, of a key in its raw form (RFC 8032 §5.1.5).
  public static boolean isSoundEd25519(byte[] point) {
    return point.length == ED25519_BYTES && Ed25519.validatePublicKeyFull(point, 0);
  }

  static boolean isSound(BigInteger modulus, BigInteger exponent) {
    return modulus.signum() > 0 && modulus.bitLength() >= SHORTEST_RSA && modulus.bitLength() <= LONGEST_RSA && modulus.testBit(0)
        && exponent.testBit(0) && exponent.compareTo(LEAST_EXPONENT) > 0 && exponent.bitLength() <= Long.SIZE
        && !RocaFingerprint.matches(modulus);
  }
}
