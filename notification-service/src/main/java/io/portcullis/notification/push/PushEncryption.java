package io.portcullis.notification.push;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts a message for one browser (RFC 8291) as the one record of an `aes128gcm` body (RFC 8188). The push service in between reads
/// nothing of it, and changes nothing without the browser's notice.
@ApplicationScoped
class PushEncryption {

  static final int SECRET_BYTES = 16;
  private static final int SALT_BYTES = 16;
  private static final int KEY_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HASH_BYTES = 32;
  /// What each push service takes at least (RFC 8030 §7.2).
  private static final int RECORD_BYTES = 4096;
  /// Ends the last record (RFC 8188 §2); zeros follow as padding.
  private static final byte LAST_RECORD = 2;

  private final SecureRandom random;

  PushEncryption(SecureRandom random) {
    this.random = random;
  }

  /// @param length of what is encrypted, message and padding: the same for all, so that it tells nothing of the message
  byte[] encrypt(byte[] message, int length, ECPublicKey browser, byte[] secret) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(P256.CURVE, random);
      byte[] salt = new byte[SALT_BYTES];
      random.nextBytes(salt);
      byte[] padded = Arrays.copyOf(message, length);
      padded[message.length] = LAST_RECORD;
      return encrypt(padded, browser, secret, generator.generateKeyPair(), salt);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// @param padded the message, [#LAST_RECORD] and any number of zeros
  /// @param ours   used for this message alone
  static byte[] encrypt(byte[] padded, ECPublicKey browser, byte[] secret, KeyPair ours, byte[] salt) throws GeneralSecurityException {
    byte[] theirPoint = P256.bytes(browser);
    byte[] ourPoint = P256.bytes((ECPublicKey) ours.getPublic());
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(ours.getPrivate());
    agreement.doPhase(browser, true);
    // RFC 8291 §3.4, then RFC 8188 §2.2 and §2.3.
    byte[] input = derive(secret, agreement.generateSecret(), join(ascii("WebPush: info\0"), theirPoint, ourPoint), HASH_BYTES);
    byte[] key = derive(salt, input, ascii("Content-Encoding: aes128gcm\0"), KEY_BYTES);
    byte[] nonce = derive(salt, input, ascii("Content-Encoding: nonce\0"), NONCE_BYTES);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    byte[] header = ByteBuffer.allocate(Integer.BYTES + 1).putInt(RECORD_BYTES).put((byte) ourPoint.length).array();
    return join(salt, header, ourPoint, cipher.doFinal(padded));
  }

  private static byte[] derive(byte[] salt, byte[] input, byte[] info, int length) throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(input).thenExpand(info, length));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[]... parts) {
    var all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
