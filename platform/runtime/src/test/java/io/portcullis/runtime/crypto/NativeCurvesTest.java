package io.portcullis.runtime.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// AWS-LC and the JDK agree on every signature, the broken ones included.
class NativeCurvesTest {

  private static final String NATIVE = "PortcullisCurves";
  private static final String JDK = "SunEC";
  private static final String JOSE = "SHA256withECDSAinP1363Format";
  private static final byte[] MESSAGE = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm4ifQ".getBytes(StandardCharsets.US_ASCII);
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  @BeforeAll
  static void itLoadsHere() {
    boolean carried = "Linux".equals(System.getProperty("os.name")) || System.getProperty("os.name").startsWith("Mac");
    assumeTrue(carried, "no binary is carried for this platform");
    assertThat(NativeCurves.install()).isTrue();
    assertThat(NativeCurves.install()).as("again").isTrue();
  }

  private static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static byte[] sign(String provider, String algorithm, PrivateKey key) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm, provider);
    signature.initSign(key);
    signature.update(MESSAGE);
    return signature.sign();
  }

  /// What cannot be a signature at all counts as a wrong one.
  private static boolean verifies(String provider, String algorithm, PublicKey key, byte[] value) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm, provider);
    signature.initVerify(key);
    signature.update(MESSAGE);
    try {
      return signature.verify(value);
    } catch (SignatureException malformed) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA256withECDSA", JOSE})
  void whoeverAsksForTheAlgorithm_getsTheNativeOne_andNothingElseChanges(String algorithm) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(pair().getPrivate());

    assertThat(signature.getProvider().getName()).isEqualTo(NATIVE);
    assertThat(Signature.getInstance("Ed25519").getProvider().getName()).isEqualTo(JDK);
    assertThat(KeyFactory.getInstance("EC").getProvider().getName()).isEqualTo(JDK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA256withECDSA", JOSE})
  void eachVerifiesWhatTheOtherSigned(String algorithm) throws GeneralSecurityException {
    for (int i = 0; i < 50; i++) {
      KeyPair keys = pair();
      assertThat(verifies(JDK, algorithm, keys.getPublic(), sign(NATIVE, algorithm, keys.getPrivate()))).isTrue();
      assertThat(verifies(NATIVE, algorithm, keys.getPublic(), sign(JDK, algorithm, keys.getPrivate()))).isTrue();
    }
  }

  /// RFC 6979 §A.2.5, "sample" with SHA-256.
  @Test
  void aPublishedSignatureVerifies() throws GeneralSecurityException {
    var point = new ECPoint(new BigInteger("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6", 16),
        new BigInteger("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299", 16));
    PublicKey key = KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, ((ECPublicKey) pair().getPublic()).getParams()));
    Signature signature = Signature.getInstance(JOSE, NATIVE);
    signature.initVerify(key);
    signature.update("sample".getBytes(StandardCharsets.US_ASCII));

    assertThat(signature.verify(HexFormat.of().parseHex("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"))).isTrue();
  }

  static Stream<byte[]> forgeries() {
    byte[] zero = new byte[32];
    byte[] one = unsigned(BigInteger.ONE);
    byte[] order = unsigned(ORDER);
    byte[] beyond = unsigned(ORDER.add(BigInteger.ONE));
    byte[] all = new byte[32];
    Arrays.fill(all, (byte) -1);
    return Stream.of(joined(zero, zero), joined(zero, one), joined(one, zero), joined(one, one), joined(order, order),
        joined(order, one), joined(one, order), joined(beyond, beyond), joined(all, all), new byte[0], new byte[1],
        new byte[63], new byte[65], new byte[128]);
  }

  /// CVE-2022-21449 ("psychic signatures") and its kin: a signature that fits every key and message.
  @ParameterizedTest
  @MethodSource("forgeries")
  void forgery_givenValuesOutsideTheField_thenBothRefuse(byte[] value) throws GeneralSecurityException {
    PublicKey key = pair().getPublic();
    assertThat(verifies(NATIVE, JOSE, key, value)).isFalse();
    assertThat(verifies(JDK, JOSE, key, value)).isFalse();
  }

  @Test
  void forgery_givenAnyBitTurned_thenItIsRefused() throws GeneralSecurityException {
    KeyPair keys = pair();
    byte[] good = sign(NATIVE, JOSE, keys.getPrivate());
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] turned = good.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verifies(NATIVE, JOSE, keys.getPublic(), turned)).as("bit %d", bit).isFalse();
    }
    assertThat(verifies(NATIVE, JOSE, pair().getPublic(), good)).as("another's key").isFalse();
  }

  private static byte[] joined(byte[] r, byte[] s) {
    byte[] both = Arrays.copyOf(r, 64);
    System.arraycopy(s, 0, both, 32, 32);
    return both;
  }

  private static byte[] unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }
}
