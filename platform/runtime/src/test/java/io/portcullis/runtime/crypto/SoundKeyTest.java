package io.portcullis.runtime.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundKeyTest {

  private static final BigInteger F4 = BigInteger.valueOf(65_537);
  private static final String ED25519_X509 = "302a300506032b6570032100";

  @Test
  void keysAsGeneratorsMakeThemAreSound() throws GeneralSecurityException {
    for (int i = 0; i < 50; i++) {
      assertThat(SoundKey.isSound(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic())).isTrue();
      assertThat(SoundKey.isSound(ec("secp256r1"))).isTrue();
    }
    assertThat(SoundKey.isSound(rsa(2048).getModulus(), F4)).isTrue();
    assertThat(SoundKey.isSound(rsa(3072).getModulus(), F4)).isTrue();
  }

  /// The eight points of small order, in each encoding that a lenient reader takes: canonical, with y not reduced, and
  /// with the sign of an x that is zero.
  @ParameterizedTest
  @ValueSource(strings = {
      "0100000000000000000000000000000000000000000000000000000000000000",
      "0100000000000000000000000000000000000000000000000000000000000080",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      "0000000000000000000000000000000000000000000000000000000000000000",
      "0000000000000000000000000000000000000000000000000000000000000080",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      // Not reduced, and no points at all.
      "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      "0200000000000000000000000000000000000000000000000000000000000000"})
  void smallOrder_givenAnEd25519PointThatAnybodyCanSignUnder_thenRefused(String point) throws GeneralSecurityException {
    try {
      PublicKey key = KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(ED25519_X509 + point)));
      assertThat(SoundKey.isSound(key)).isFalse();
    } catch (InvalidKeySpecException refusedByTheJdk) {
      // as well
    }
  }

  @Test
  void otherCurve_thenRefused() throws GeneralSecurityException {
    for (String curve : new String[] {"secp384r1", "secp521r1"}) {
      assertThat(SoundKey.isSound(ec(curve))).isFalse();
    }
    for (String kind : new String[] {"Ed448", "X25519"}) {
      assertThat(SoundKey.isSound(KeyPairGenerator.getInstance(kind).generateKeyPair().getPublic())).isFalse();
    }
  }

  @Test
  void offTheCurve_givenPointsThatP256DoesNotHave_thenRefused() throws GeneralSecurityException {
    var key = (ECPublicKey) ec("secp256r1");
    BigInteger x = key.getW().getAffineX();
    BigInteger y = key.getW().getAffineY();
    for (ECPoint point : new ECPoint[] {new ECPoint(x, y.add(BigInteger.ONE)), new ECPoint(BigInteger.ZERO, BigInteger.ZERO),
        new ECPoint(y, x), new ECPoint(BigInteger.ONE, BigInteger.ONE)}) {
      try {
        assertThat(SoundKey.isSound(KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, key.getParams())))).isFalse();
      } catch (InvalidKeySpecException refusedByTheJdk) {
        // as well
      }
    }
  }

  @Test
  void weakRsa_givenShortOrOddlyMadeNumbers_thenRefused() throws GeneralSecurityException {
    BigInteger modulus = rsa(2048).getModulus();
    assertThat(SoundKey.isSound(rsa(1024).getModulus(), F4)).isFalse();
    assertThat(SoundKey.isSound(modulus.shiftRight(1).setBit(0), F4)).as("2047 bits").isFalse();
    assertThat(SoundKey.isSound(modulus.clearBit(0), F4)).as("even").isFalse();
    assertThat(SoundKey.isSound(BigInteger.ONE.shiftLeft(9000).setBit(0), F4)).as("endless").isFalse();
    for (long exponent : new long[] {0, 1, 2, 3, 17, 65_536, 65_538}) {
      assertThat(SoundKey.isSound(modulus, BigInteger.valueOf(exponent))).as("e = " + exponent).isFalse();
    }
    assertThat(SoundKey.isSound(modulus, BigInteger.ONE.shiftLeft(64).setBit(0))).as("endless e").isFalse();
  }

  @Test
  void weakRsa_givenTheFingerprintOfRoca_thenRefused_andHardlyAnyOtherIs() {
    BigInteger m = IntStream.rangeClosed(2, 701).mapToObj(BigInteger::valueOf).filter(n -> n.isProbablePrime(50))
        .reduce(BigInteger.ONE, BigInteger::multiply);
    var random = new Random(7);
    for (int i = 0; i < 20; i++) {
      BigInteger roca = F4.modPow(new BigInteger(60, random), m).add(m.multiply(new BigInteger(2048 - m.bitLength(), random).setBit(2047 - m.bitLength())));
      assertThat(RocaFingerprint.matches(roca)).isTrue();
      assertThat(SoundKey.isSound(roca.setBit(0), F4)).isFalse();
    }
    for (int i = 0; i < 2000; i++) {
      assertThat(RocaFingerprint.matches(new BigInteger(2048, random).setBit(0))).isFalse();
    }
  }

  private static PublicKey ec(String curve) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair().getPublic();
  }

  private static RSAPublicKey rsa(int bits) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return (RSAPublicKey) generator.generateKeyPair().getPublic();
  }
}
