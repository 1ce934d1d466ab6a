package io.portcullis.notification.antiphishing;

import io.portcullis.notification.letter.PlainText;
import io.portcullis.runtime.text.Invisible;
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

  /// What could not be seen in a mail is dropped: spaces around the phrase and characters without a glyph.
  static Choice choose(String typed) {
    String composed = Normalizer.normalize(typed, Form.NFC).strip();
    if (!composed.codePoints().allMatch(PlainText::isHarmless)) {
      return new Choice.Refused(Reason.UNPRINTABLE);
    }
    String phrase = Invisible.without(composed).strip();
    if (phrase.codePoints().filter(AntiPhishingCode::isSeen).count() < SHORTEST) {
      return new Choice.Refused(Reason.TOO_SHORT);
    }
    return phrase.codePointCount(0, phrase.length()) > LONGEST
        ? new Choice.Refused(Reason.TOO_LONG)
        : new Choice.Accepted(new AntiPhishingCode(phrase));
  }

  // Spaces, blank letters and combining marks don't make a phrase recognisable by themselves.
  private static boolean isSeen(int codePoint) {
    return !Invisible.isBlank(codePoint) && switch (Character.getType(codePoint)) {
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> false;
      default -> true;
    };
  }

  @Override
  public String toString() {
    return "AntiPhishingCode[redacted]";
  }
}
