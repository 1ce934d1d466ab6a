package io.portcullis.mfa.totp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One-time passwords from a counter: RFC 4226 with HMAC-SHA-1, which is what every authenticator app speaks.
final class Hotp {

  private static final String ALGORITHM = "HmacSHA1";

  private Hotp() {}

  /// The code as a number; apps show it with leading zeros.
  ///
  /// @param modulus ten to the power of the number of digits
  static int code(byte[] secret, long counter, int modulus) {
    return truncate(mac(secret, counter)) % modulus;
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
