package io.portcullis.testkit;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A browser that takes pushes: its keys, and how it reads a message (RFC 8291 §3, RFC 8188 §2). Written by the standards, and apart
/// from what encrypts in the service under test.
public final class PushedBrowser {

  private static final int POINT = 65;
  private static final int SALT = 16;

  private final KeyPair keys;
  private final byte[] secret = new byte[16];

  public PushedBrowser() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
      new SecureRandom().nextBytes(secret);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// As `PushSubscription.toJSON` gives them.
  public Map<String, String> keys() {
    return Map.of("p256dh", base64(point()), "auth", base64(secret));
  }

  /// @param body as the push service hands it over
  /// @return the message; fails when the body was not encrypted for this browser
  public String read(byte[] body) {
    try {
      byte[] salt = Arrays.copyOf(body, SALT);
      ByteBuffer rest = ByteBuffer.wrap(body).position(SALT);
      int record = rest.getInt();
      byte[] sender = new byte[rest.get()];
      rest.get(sender);
      byte[] sealed = new byte[rest.remaining()];
      rest.get(sealed);
      if (sealed.length > record || sender.length != POINT) {
        throw new IllegalArgumentException("not one record");
      }
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(keys.getPrivate());
      agreement.doPhase(key(sender), true);
      byte[] info = ByteBuffer.allocate(14 + 2 * POINT).put(ascii("WebPush: info\0")).put(point()).put(sender).array();
      byte[] input = mac(mac(secret, agreement.generateSecret()), info, new byte[] {1});
      byte[] extracted = mac(salt, input);
      byte[] key = Arrays.copyOf(mac(extracted, ascii("Content-Encoding: aes128gcm\0"), new byte[] {1}), 16);
      byte[] nonce = Arrays.copyOf(mac(extracted, ascii("Content-Encoding: nonce\0"), new byte[] {1}), 12);
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      return withoutPadding(cipher.doFinal(sealed));
    } catch (GeneralSecurityException unreadable) {
      throw new IllegalArgumentException("not for this browser", unreadable);
    }
  }

  private static String withoutPadding(byte[] padded) {
    int end = padded.length - 1;
    while (end > 0 && padded[end] == 0) {
      end--;
    }
    if (padded[end] != 2) {
      throw new IllegalArgumentException("not the last record");
    }
    return new String(padded, 0, end, StandardCharsets.UTF_8);
  }

  /// 65 bytes, uncompressed.
  public byte[] point() {
    ECPoint point = ((ECPublicKey) keys.getPublic()).getW();
    return ByteBuffer.allocate(POINT).put((byte) 4).put(coordinate(point.getAffineX())).put(coordinate(point.getAffineY())).array();
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] given = value.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(given.length, fixed.length);
    System.arraycopy(given, given.length - length, fixed, fixed.length - length, length);
    return fixed;
  }

  /// A public key as 65 bytes say it.
  public static ECPublicKey key(byte[] point) throws GeneralSecurityException {
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 33));
    var y = new BigInteger(1, Arrays.copyOfRange(point, 33, POINT));
    return (ECPublicKey) KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static byte[] mac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
