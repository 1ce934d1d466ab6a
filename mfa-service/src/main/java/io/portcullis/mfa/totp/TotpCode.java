package io.portcullis.mfa.totp;

import java.util.Optional;
import java.util.regex.Pattern;

/// Six ASCII digits, as a claimant typed them.
///
/// @param value 0 to 999 999: leading zeros carry nothing
record TotpCode(int value) {

  static final int DIGITS = 6;
  static final int MODULUS = 1_000_000;

  /// Apps show codes in two groups, so one space between them is welcome.
  static final String FORM = "[0-9]{3} ?[0-9]{3}";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  static Optional<TotpCode> parse(String text) {
    return PATTERN.matcher(text).matches()
        ? Optional.of(new TotpCode(Integer.parseInt(text.replace(" ", ""))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "TotpCode[REDACTED]";
  }
}
