package io.portcullis.runtime.identifier;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Locale;
import java.util.Optional;

/// What a person typed or pasted, without what came along with it.
///
/// Pages, mails and chat programs put marks of direction, zero-width and no-break spaces around what they show; keyboards of
/// East Asia write wide letters and signs. None of that is part of an address, and no two addresses differ by it alone.
final class Typed {

  private static final int JOINER = 0x200D;
  private static final int NON_JOINER = 0x200C;

  private Typed() {}

  /// Text with one kind of each sign, no ignorable characters but the two joiners, and no space around it.
  static String plain(String typed) {
    var plain = new StringBuilder(typed.length());
    typed.codePoints().forEach(point -> {
      if (!isDropped(point)) {
        plain.appendCodePoint(narrow(point));
      }
    });
    return stripped(plain.toString());
  }

  // The joiners tell words apart in some scripts, so they are dropped where that is clear.
  private static boolean isDropped(int point) {
    return point != JOINER && point != NON_JOINER
        && (UCharacter.hasBinaryProperty(point, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
            // Annotation and other format characters that have no look of their own.
            || Character.getType(point) == Character.FORMAT);
  }

  /// Without the joiners, which are nothing among the letters of ASCII.
  static String withoutJoiners(String text) {
    return text.replace(Character.toString(JOINER), "").replace(Character.toString(NON_JOINER), "");
  }

  // Wide and small forms are the same characters in another width (Unicode: <wide>, <small>).
  private static int narrow(int point) {
    if (point >= 0xFF01 && point <= 0xFF5E) {
      return point - 0xFF01 + '!';
    }
    return switch (point) {
      case 0xFE6B -> '@';
      case 0xFE52 -> '.';
      case 0xFE62 -> '+';
      case 0xFE63 -> '-';
      default -> point;
    };
  }

  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isEdge(text.charAt(from))) {
      from++;
    }
    while (to > from && isEdge(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  // A joiner joins nothing at an end.
  private static boolean isEdge(int point) {
    return isSpace(point) || point == JOINER || point == NON_JOINER;
  }

  static boolean isSpace(int point) {
    return point == '\t' || point == '\n' || point == '\r' || Character.getType(point) == Character.SPACE_SEPARATOR;
  }

  /// `text` without the URI scheme before it; empty when it has another one.
  static Optional<String> after(String scheme, String text) {
    return text.toLowerCase(Locale.ROOT).startsWith(scheme + ':')
        ? Optional.of(stripped(text.substring(scheme.length() + 1)))
        : Optional.empty();
  }
}
