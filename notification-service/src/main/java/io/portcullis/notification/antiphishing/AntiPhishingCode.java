package io.portcullis.notification.antiphishing;

import io.portcullis.notification.letter.PlainText;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/// A phrase as it will be shown: NFC, 4 to 32 code points, nothing in it that acts instead of being seen.
record AntiPhishingCode(String phrase) {

  private static final int SHORTEST = 4;
  private static final int LONGEST = 32;

  sealed interface Choice {
    record Accepted(AntiPhishingCode code) implements Choice {}
    record Refused(Reason reason) implements Choice {}
  }

  enum Reason {
    TOO_SHORT, TOO_LONG, UNPRINTABLE;

    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Spaces around the phrase are dropped: they could not be seen in a mail.
  static Choice choose(String typed) {
    String phrase = Normalizer.normalize(typed, Form.NFC).strip();
    if (!phrase.codePoints().allMatch(PlainText::isHarmless)) {
      return new Choice.Refused(Reason.UNPRINTABLE);
    }
    if (phrase.codePoints().filter(AntiPhishingCode::isSeen).count() < SHORTEST) {
      return new Choice.Refused(Reason.TOO_SHORT);
    }
    return phrase.codePointCount(0, phrase.length()) > LONGEST
        ? new Choice.Refused(Reason.TOO_LONG)
        : new Choice.Accepted(new AntiPhishingCode(phrase));
  }

  // Joiners, variation selectors and combining marks don't make a phrase recognisable by themselves.
  private static boolean isSeen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.SPACE_SEPARATOR -> false;
      default -> true;
    };
  }

  @Override
  public String toString() {
    return "AntiPhishingCode[redacted]";
  }
}
