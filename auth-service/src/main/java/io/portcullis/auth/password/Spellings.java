package io.portcullis.auth.password;

import java.text.Normalizer;

/// Spellings that an attacker's rules undo before they compare: capitals, accents, look-alikes, separators.
final class Spellings {

  private static final String LOOK_ALIKES = "4@83€691!|05$7+2";
  private static final String MEANT_FIRST = "aabeeggiiiossttz";
  private static final String MEANT_OTHERWISE = "aabeegglllossttz";

  private Spellings() {}

  /// Lower case without accents, one char for each code point, so that places in both texts agree.
  static String plain(String text) {
    return text.codePoints().map(Spellings::plain)
        .collect(StringBuilder::new, (built, point) -> built.append(oneChar(point)),
            StringBuilder::append).toString();
  }

  // Beyond the first plane there are emoji and rare scripts: told apart well enough by a private character.
  private static char oneChar(int point) {
    return (char) (Character.isBmpCodePoint(point) ? point : 0xE000 + point % 0x1900);
  }

  private static int plain(int point) {
    int lower = Character.toLowerCase(point);
    if (lower < 0x80) {
      return lower;
    }
    int base = Normalizer.normalize(Character.toString(lower), Normalizer.Form.NFD).codePointAt(0);
    return base < 0x80 ? base : lower;
  }

  /// Letters and digits alone.
  static String condensed(String text) {
    return text.codePoints().filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  /// With the letters that digits and signs stand for.
  static String withoutLookAlikes(String plain) {
    return replaced(plain, MEANT_FIRST);
  }

  /// The same where `1`, `!` and `|` stand for l.
  static String withoutLookAlikesOtherwise(String plain) {
    return replaced(plain, MEANT_OTHERWISE);
  }

  private static String replaced(String plain, String meant) {
    var letters = new StringBuilder(plain);
    for (int i = 0; i < letters.length(); i++) {
      int known = LOOK_ALIKES.indexOf(letters.charAt(i));
      if (known >= 0) {
        letters.setCharAt(i, meant.charAt(known));
      }
    }
    return letters.toString();
  }
}
