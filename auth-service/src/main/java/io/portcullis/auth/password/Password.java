package io.portcullis.auth.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;

/// A password in the one spelling that is hashed: the OpaqueString profile of RFC 8265 §4.2, less its refusals.
/// Non-ASCII spaces become U+0020 and the whole is NFC, so that a phone and a laptop that compose "é" differently type
/// the same password. NFC, not NFKC: the latter also folds characters that people choose apart ("²" and "2"), and
/// turns one code point into up to eighteen.
///
/// Nothing else is changed: upper case, surrounding spaces and control characters count.
public final class Password {

  /// Longest accepted, in code points; NIST SP 800-63B-4 §3.1.1.2 asks for at least 64.
  static final int LONGEST = 256;

  // A supplementary character takes two chars. Longer input is not even looked at.
  private static final int LONGEST_CHARS = 2 * LONGEST;

  private final String text;

  private Password(String text) {
    this.text = text;
  }

  /// Empty when nobody can have this password: it is too long, or no Unicode text (lone surrogates).
  public static Optional<Password> parse(String typed) {
    if (isTooLong(typed) || !isUnicode(typed)) {
      return Optional.empty();
    }
    return Optional.of(new Password(Normalizer.normalize(withAsciiSpaces(typed), Normalizer.Form.NFC)));
  }

  static boolean isTooLong(String typed) {
    return typed.length() > LONGEST_CHARS || typed.codePointCount(0, typed.length()) > LONGEST;
  }

  /// In code points, as NIST SP 800-63B-4 §3.1.1.2 counts.
  int length() {
    return text.codePointCount(0, text.length());
  }

  String reveal() {
    return text;
  }

  byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String withAsciiSpaces(String typed) {
    StringBuilder spaced = new StringBuilder(typed);
    for (int i = 0; i < typed.length(); i++) {
      if (Character.getType(typed.charAt(i)) == Character.SPACE_SEPARATOR) {
        spaced.setCharAt(i, ' ');
      }
    }
    return spaced.toString();
  }

  private static boolean isUnicode(String typed) {
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder()
          .onMalformedInput(CodingErrorAction.REPORT).encode(CharBuffer.wrap(typed));
      Arrays.fill(utf8.array(), (byte) 0);
      return true;
    } catch (CharacterCodingException loneSurrogate) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
