package io.portcullis.acceptance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The customer's authenticator app: RFC 6238 with HMAC-SHA-1, 30 s steps and six digits.
///
/// Written apart from the verifier on purpose, so that both can't share a mistake.
public final class Totp {
  static final long STEP_SECONDS = 30;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final byte[] key;
  private final Clock clock;
  private long handedOut = Long.MIN_VALUE;

  public Totp(String secret, Clock clock) {
    this.key = base32(secret);
    this.clock = clock;
  }

  /// A code of a time step that this app has not shown before, as a verifier takes each step only once.
  ///
  /// Uses the drift window of one step either way, so three codes are to be had at once; a fourth waits for time to pass.
  public synchronized String next() {
    handedOut = Eventually.find(Duration.ofSeconds(STEP_SECONDS + 5), "a fresh time step", () -> {
      long now = step();
      long candidate = Math.max(handedOut + 1, now - 1);
      return candidate <= now + 1 ? Optional.of(candidate) : Optional.empty();
    });
    return code(key, handedOut);
  }

  /// The code that the app shows now, shown before or not.
  public String current() {
    return code(key, step());
  }

  private long step() {
    return clock.instant().getEpochSecond() / STEP_SECONDS;
  }

  static String code(byte[] key, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      // RFC 4226 §5.3: dynamic truncation.
      int offset = hash[hash.length - 1] & 0x0f;
      int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] base32(String text) {
    var bytes = new ByteArrayOutputStream();
    int bits = 0;
    int buffer = 0;
    for (char letter : text.replaceAll("[\\s=-]", "").toUpperCase().toCharArray()) {
      buffer = buffer << 5 | BASE32.indexOf(letter);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(buffer >> bits);
      }
    }
    return bytes.toByteArray();
  }
}
