package io.portcullis.runtime.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.JoiningType;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;

/// Characters that nobody sees, told by their Unicode properties.
public final class Invisible {

  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final int EMOJI_STYLE = 0xFE0F;

  // Letters and symbols whose glyph is blank although no property says so.
  private static final int BRAILLE_BLANK = 0x2800;
  private static final int NULL_NOTEHEAD = 0x1D159;

  private Invisible() {}

  /// Whether a renderer shows nothing for it and moves on by nothing: joiners, selectors, soft hyphens, byte order marks,
  /// directional marks, fillers, tags.
  public static boolean isIgnorable(int codePoint) {
    return UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        || UCharacter.getType(codePoint) == UCharacter.getType(0x200B) && !isShownFormat(codePoint);
  }

  // Signs that surround or precede the digits they apply to (Arabic, Syriac, Kaithi) are seen.
  private static boolean isShownFormat(int codePoint) {
    return UCharacter.hasBinaryProperty(codePoint, UProperty.PREPENDED_CONCATENATION_MARK);
  }

  /// Whether there is no ink: ignorable, a space, a control or a blank letter.
  public static boolean isBlank(int codePoint) {
    return isIgnorable(codePoint)
        || codePoint == BRAILLE_BLANK || codePoint == NULL_NOTEHEAD
        || UCharacter.isUWhiteSpace(codePoint) || Character.isISOControl(codePoint);
  }

  /// Without ignorable characters, but those that change what is seen: between the parts of an emoji, after an emoji, and
  /// between letters of scripts that join.
  public static String without(String text) {
    int[] points = text.codePoints().toArray();
    var kept = new StringBuilder(text.length());
    for (int i = 0; i < points.length; i++) {
      if (!isIgnorable(points[i]) || shapes(points, i)) {
        kept.appendCodePoint(points[i]);
      }
    }
    return kept.toString();
  }

  private static boolean shapes(int[] points, int at) {
    if (at == 0 || at + 1 == points.length && points[at] != EMOJI_STYLE) {
      return false;
    }
    int before = points[at - 1];
    return switch (points[at]) {
      case EMOJI_STYLE -> UCharacter.hasBinaryProperty(before, UProperty.EMOJI);
      case JOINER -> isEmoji(before) && isEmoji(points[at + 1]) || joins(before) && joins(points[at + 1]);
      case NON_JOINER -> joins(before) && joins(points[at + 1]);
      default -> false;
    };
  }

  private static boolean isEmoji(int codePoint) {
    return codePoint == EMOJI_STYLE
        || UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI) && !Character.isDigit(codePoint);
  }

  // Arabic, Syriac, Mongolian … join by their shape, the scripts of India and South-East Asia by their virama.
  private static boolean joins(int codePoint) {
    int joining = UCharacter.getIntPropertyValue(codePoint, UProperty.JOINING_TYPE);
    if (joining == JoiningType.DUAL_JOINING || joining == JoiningType.RIGHT_JOINING || joining == JoiningType.LEFT_JOINING) {
      return true;
    }
    return switch (UScript.getScript(codePoint)) {
      case UScript.DEVANAGARI, UScript.BENGALI, UScript.GURMUKHI, UScript.GUJARATI, UScript.ORIYA, UScript.TAMIL,
          UScript.TELUGU, UScript.KANNADA, UScript.MALAYALAM, UScript.SINHALA, UScript.KHMER, UScript.MYANMAR,
          UScript.TIBETAN, UScript.THAI, UScript.LAO -> true;
      default -> false;
    };
  }
}
