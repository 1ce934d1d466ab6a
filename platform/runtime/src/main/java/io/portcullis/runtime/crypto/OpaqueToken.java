package io.portcullis.runtime.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/// A bearer secret as it is handed out: `<prefix>_<base64url of the bytes><6 base-32 digits of a CRC-32>`.
///
/// The prefix and the checksum let secret scanners find a leaked token and tell it from noise without asking us. The
/// checksum proves nothing; only [#digest] is stored.
public record OpaqueToken(String prefix, byte[] bytes) {

  private static final int CHECKSUM_CHARS = 6;
  private static final int RANDOM_BYTES = 32;
  private static final int BRIEF_BYTES = 16;

  public OpaqueToken {
    bytes = bytes.clone();
  }

  /// 256 random bits.
  public static OpaqueToken random(String prefix, SecureRandom random) {
    return random(prefix, RANDOM_BYTES, random);
  }

  /// 128 random bits, for a text message, where every character is dear: still no guess (OWASP ASVS 5.0 §7.2.3).
  public static OpaqueToken randomBrief(String prefix, SecureRandom random) {
    return random(prefix, BRIEF_BYTES, random);
  }

  private static OpaqueToken random(String prefix, int length, SecureRandom random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new OpaqueToken(prefix, bytes);
  }

  /// Empty unless `text` has this prefix, `length` bytes, a right checksum, and is spelt as we spell it.
  public static Optional<OpaqueToken> parse(String prefix, int length, String text) {
    int start = prefix.length() + 1;
    int encoded = (length * 4 + 2) / 3;
    if (text == null || text.length() != start + encoded + CHECKSUM_CHARS || !text.startsWith(prefix + '_')) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.substring(start, start + encoded));
      return Optional.of(new OpaqueToken(prefix, bytes)).filter(token -> token.reveal().equals(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  public static Optional<OpaqueToken> parse(String prefix, String text) {
    return parse(prefix, RANDOM_BYTES, text);
  }

  /// A token of a link, in a mail or in a text message.
  public static Optional<OpaqueToken> parseLink(String prefix, String text) {
    return parse(prefix, text).or(() -> parse(prefix, BRIEF_BYTES, text));
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The token itself, for the one who owns it.
  public String reveal() {
    String body = prefix + '_' + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return body + checksum(body);
  }

  /// SHA-256 of the text: what may be stored. Enough for 128 random bits; guessable codes need a [KeyedDigest].
  public byte[] digest() {
    return Sha256.of(reveal());
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    // 30 of the 32 bits, five to a character: lower-case base 32.
    char[] digits = new char[CHECKSUM_CHARS];
    long bits = crc.getValue();
    for (int i = 0; i < CHECKSUM_CHARS; i++, bits >>>= 5) {
      digits[i] = Character.forDigit((int) (bits & 31), 32);
    }
    return new String(digits);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpaqueToken that && prefix.equals(that.prefix) && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return prefix + "_[REDACTED]";
  }
}
