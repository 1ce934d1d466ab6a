package io.portcullis.mfa.totp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One-time passwords from a counter: RFC 4226, with the other hashes of RFC 6238 §1.2.
final class Hotp {

  private Hotp() {}

  /// The code as a number; apps show it with leading zeros.
  ///
  /// @param modulus ten to the power of the number of digits
  static int code(TotpAlgorithm algorithm, byte[] secret, long counter, int modulus) {
    return truncate(mac(algorithm, secret, counter)) % modulus;
  }

  private static byte[] mac(TotpAlgorithm algorithm, byte[] secret, long counter) {
    try {
      Mac mac = Mac.getInstance(algorithm.mac());
      mac.init(new SecretKeySpec(secret, algorithm.mac()));
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
