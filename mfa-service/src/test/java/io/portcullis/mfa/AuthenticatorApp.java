package io.portcullis.mfa;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The customer's phone: knows nothing of our code, only the base32 secret it was given.
record AuthenticatorApp(String mac, byte[] secret) {

  static AuthenticatorApp with(String base32) {
    return with("HmacSHA1", base32);
  }

  static AuthenticatorApp with(String mac, String base32) {
    BigInteger bits = BigInteger.ONE; // keeps leading zeros
    for (char symbol : base32.toCharArray()) {
      bits = bits.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(symbol)));
    }
    byte[] bytes = bits.shiftRight(base32.length() * 5 % 8).toByteArray();
    return new AuthenticatorApp(mac, Arrays.copyOfRange(bytes, bytes.length - base32.length() * 5 / 8, bytes.length));
  }

  String codeAt(Instant time) {
    try {
      Mac hmac = Mac.getInstance(mac);
      hmac.init(new SecretKeySpec(secret, mac));
      byte[] hash = hmac.doFinal(ByteBuffer.allocate(8).putLong(0, time.getEpochSecond() / 30).array());
      int value = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 15) & Integer.MAX_VALUE;
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
      for (int step = -30; step <= 30; step++) {
        right |= codeAt(time.plusSeconds(30L * step)).equals(code);
      }
      if (!right) {
        return code;
      }
    }
  }
}
