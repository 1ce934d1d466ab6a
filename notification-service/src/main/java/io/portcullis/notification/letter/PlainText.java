package io.portcullis.notification.letter;

/// Makes text that somebody else chose (a device's name, an authenticator's label) safe to show in a sentence: one
/// line, of bounded length, without characters that act on their surroundings instead of being seen.
public final class PlainText {

  private static final int LONGEST = 80;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private PlainText() {}

  /// At most 80 code points; what is cut off is marked by an ellipsis.
  public static String of(String foreign) {
    var shown = new StringBuilder();
    int[] visible = foreign.codePoints().filter(PlainText::isHarmless).limit(LONGEST + 1L).toArray();
    for (int i = 0; i < Math.min(visible.length, LONGEST); i++) {
      shown.appendCodePoint(visible[i]);
    }
    return visible.length > LONGEST ? shown.append('…').toString() : shown.toString();
  }

  /// Whether `codePoint` only stands for itself. Line breaks, controls, bidirectional overrides (Trojan Source,
  /// CVE-2021-42574), lone surrogates and the unassigned do not; the two joiners do, emoji and Persian need them.
  public static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE,
          Character.PRIVATE_USE, Character.UNASSIGNED -> false;
      case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
      default -> true;
    };
  }
}
