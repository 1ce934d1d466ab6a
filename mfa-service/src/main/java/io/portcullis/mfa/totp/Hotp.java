package io.portcullis.mfa.totp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One-time passwords from a counter: RFC 4226 with HMAC-SHA-1, which is what every authenticator app speaks.
final class Hotp {

  private static final String ALGORITHM = "HmacSHA1";
  private static final int[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

  private Hotp() {}

  /// @param digits 6 to 8
  static String code(byte[] secret, long counter, int digits) {
    int value = truncate(mac(secret, counter)) % POWERS_OF_TEN[digits];
    return String.format("%0" + digits + "d", value);
  }

  private static byte[] mac(byte[] secret, long counter) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(0, counter).array());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // RFC 4226 §5.3: the last four bits say where to read; the sign bit is dropped, platforms disagree about it.
  private static int truncate(byte[] mac) {
    int offset = mac[mac.length - 1] & 0xF;
    return ByteBuffer.wrap(mac).getInt(offset) & 0x7FFF_FFFF;
  }
}
