package io.portcullis.runtime.problem;

import io.portcullis.runtime.text.Utf8;
import java.io.ByteArrayOutputStream;

/// How a request line's address and a `Host` may be spelt. Read letter by letter, without a regular expression: both
/// are looked at for each request, `/check` included.
final class AddressForm {

  private static final int ASCII = 128;
  private static final int HEX = 16;
  private static final int ESCAPE = "%41".length();
  private static final int MOST_PORT_DIGITS = 5;
  private static final boolean[] IN_ADDRESS = new boolean[ASCII];
  private static final boolean[] IN_NAME = new boolean[ASCII];
  private static final boolean[] IN_IP_LITERAL = new boolean[ASCII];

  static {
    for (char c = '!'; c <= '~'; c++) {
      // RFC 3986 §2: what is left out here must come as an escape.
      IN_ADDRESS[c] = "\"%<>\\^`{|}".indexOf(c) < 0;
      IN_NAME[c] = isHex(c) || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || "._~-".indexOf(c) >= 0;
      IN_IP_LITERAL[c] = isHex(c) || c == ':' || c == '.';
    }
  }

  private AddressForm() {}

  /// Visible ASCII and percent escapes of UTF-8 without controls (RFC 3986 §2.1, RFC 3629).
  static boolean isAddress(String text) {
    boolean isEscaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (!isEscape(text, i)) {
          return false;
        }
        isEscaped = true;
        i += ESCAPE - 1;
      } else if (!isIn(IN_ADDRESS, c)) {
        return false;
      }
    }
    return !text.isEmpty() && (!isEscaped || isReadable(unescaped(text)));
  }

  /// A name or an address, and a port or none (RFC 3986 §3.2.2, §3.2.3).
  static boolean isHost(String text) {
    if (!text.startsWith("[")) {
      int end = endOf(IN_NAME, text, 0);
      return end > 0 && isPortOrNothing(text, end);
    }
    int end = endOf(IN_IP_LITERAL, text, 1);
    return end > 1 && end < text.length() && text.charAt(end) == ']' && isPortOrNothing(text, end + 1);
  }

  private static boolean isPortOrNothing(String text, int from) {
    int digits = text.length() - from - 1;
    if (digits < 0) {
      return true;
    }
    if (text.charAt(from) != ':' || digits < 1 || digits > MOST_PORT_DIGITS) {
      return false;
    }
    for (int i = from + 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int endOf(boolean[] letters, String text, int from) {
    int end = from;
    while (end < text.length() && isIn(letters, text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isIn(boolean[] letters, char c) {
    return c < ASCII && letters[c];
  }

  private static boolean isEscape(String text, int at) {
    return at + ESCAPE <= text.length() && isHex(text.charAt(at + 1)) && isHex(text.charAt(at + 2));
  }

  // `Character.digit` knows digits of other scripts, too.
  private static boolean isHex(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f';
  }

  private static boolean isReadable(byte[] address) {
    return Utf8.decode(address).filter(text -> text.chars().noneMatch(Character::isISOControl)).isPresent();
  }

  private static byte[] unescaped(String address) {
    var bytes = new ByteArrayOutputStream(address.length());
    for (int i = 0; i < address.length(); i++) {
      if (address.charAt(i) == '%') {
        bytes.write(Integer.parseInt(address, i + 1, i + ESCAPE, HEX));
        i += ESCAPE - 1;
      } else {
        bytes.write(address.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
