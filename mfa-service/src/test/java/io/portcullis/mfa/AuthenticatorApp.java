package io.portcullis.mfa;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The customer's phone: knows nothing of our code, only the base32 secret it was given.
record AuthenticatorApp(byte[] secret) {

  static AuthenticatorApp with(String base32) {
    BigInteger bits = BigInteger.ONE; // keeps leading zeros
    for (char symbol : base32.toCharArray()) {
      bits = bits.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(symbol)));
    }
    byte[] bytes = bits.toByteArray();
    return new AuthenticatorApp(Arrays.copyOfRange(bytes, bytes.length - base32.length() * 5 / 8, bytes.length));
  }

  String codeAt(Instant time) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(0, time.getEpochSecond() / 30).array());
      int value = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
      return "%06d".formatted(value % 1_000_000);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// A code that is right at no step near `time`.
  String wrongCodeAt(Instant time) {
    for (int guess = 0; ; guess++) {
      String code = "%06d".formatted(guess);
      boolean right = false;
      for (int step = -10; step <= 10; step++) {
        right |= codeAt(time.plusSeconds(30L * step)).equals(code);
      }
      if (!right) {
        return code;
      }
    }
  }
}
