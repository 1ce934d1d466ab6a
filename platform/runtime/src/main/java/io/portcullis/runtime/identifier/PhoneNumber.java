package io.portcullis.runtime.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A phone number in E.164. It must be typed with `+` and country code: a guessed country would make one spelling two
/// people. Only kinds that may receive a text message are taken; premium numbers would let a fraudster earn on ours.
record PhoneNumber(String canonical) implements Identifier {

  // No letters ("1-800-FLOWERS") and no digits of other scripts: one spelling fewer to reason about.
  private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9 ().\\-/\u00A0]{6,30}");
  private static final Set<PhoneNumberType> REACHABLE =
      EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);
  private static final int GUESSED_TAIL = 7;

  static Optional<PhoneNumber> parse(String text) {
    if (!INTERNATIONAL.matcher(text).matches()) {
      return Optional.empty();
    }
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      Phonenumber.PhoneNumber number = phones.parse(text, null);
      return phones.isValidNumber(number) && REACHABLE.contains(phones.getNumberType(number))
          ? Optional.of(new PhoneNumber(phones.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
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
    return Set.of(canonical.substring(1), canonical.substring(canonical.length() - GUESSED_TAIL));
  }

  /// Redacted: a number does not belong in a log line.
  @Override
  public String toString() {
    return "PhoneNumber[redacted]";
  }
}
