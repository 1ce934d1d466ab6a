package io.portcullis.runtime.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.EnumSet;
import java.util.Optional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A phone number in E.164. It must be typed with its country code, after `+` or `00`: a guessed country would make one
/// spelling two people. Only kinds that may receive a text message are taken; premium numbers would let a fraudster earn on ours.
record PhoneNumber(String canonical) implements Identifier {

  // No letters ("1-800-FLOWERS"): one spelling fewer to reason about.
  private static final Pattern INTERNATIONAL = Pattern.compile("(?:\\+|00)[0-9]{6,20}");
  private static final List<String> SCHEMES = List.of("tel", "sms", "callto");
  private static final Set<PhoneNumberType> REACHABLE =
      EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);
  private static final int GUESSED_TAIL = 7;

  static Optional<PhoneNumber> parse(String text) {
    String international = digits(SCHEMES.stream()
        .flatMap(scheme -> Typed.after(scheme, text).stream()).findFirst().orElse(text));
    if (!INTERNATIONAL.matcher(international).matches()) {
      return Optional.empty();
    }
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      Phonenumber.PhoneNumber number = phones.parse('+' + withoutPrefix(international), null);
      return phones.isValidNumber(number) && REACHABLE.contains(phones.getNumberType(number))
          ? Optional.of(new PhoneNumber(phones.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
  }

  // "+", "00", and both, which happens where a form has the plus already. No country code begins with 0.
  private static String withoutPrefix(String international) {
    String digits = international.startsWith("+") ? international.substring(1) : international;
    return digits.startsWith("00") ? digits.substring(2) : digits;
  }

  /// Digits of any script as ASCII, without what people set between them; anything else stays and is refused.
  private static String digits(String text) {
    var digits = new StringBuilder();
    text.codePoints().filter(point -> !isBetween(point)).forEach(point -> {
      int digit = Character.digit(point, 10);
      if (digit >= 0) {
        digits.append((char) ('0' + digit));
      } else {
        digits.appendCodePoint(point);
      }
    });
    return digits.toString();
  }

  private static boolean isBetween(int point) {
    return Typed.isSpace(point) || Character.getType(point) == Character.DASH_PUNCTUATION
        || "().[]/\u2212\u2219\u00B7\u2022\u30FC\u200C\u200D".indexOf(point) >= 0;
  }

  @Override
  public Type type() {
    return Type.PHONE;
  }

  @Override
  public String mailbox() {
    return canonical;
  }

  @Override
  public Set<String> words() {
    // The shortest numbers have no more digits than the tail.
    return new LinkedHashSet<>(List.of(
        canonical.substring(1), canonical.substring(Math.max(1, canonical.length() - GUESSED_TAIL))));
  }

  /// Redacted: a number does not belong in a log line.
  @Override
  public String toString() {
    return "PhoneNumber[redacted]";
  }
}
