package io.portcullis.mfa.passphrase;

import java.util.Optional;
import java.util.regex.Pattern;

/// Six ASCII digits, as a customer typed them. Leading zeros count.
record TradingPassphrase(String digits) {

  static final int LENGTH = 6;
  static final String FORM = "[0-9]{6}";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  static Optional<TradingPassphrase> parse(String text) {
    return PATTERN.matcher(text).matches() ? Optional.of(new TradingPassphrase(text)) : Optional.empty();
  }

  /// From 0 to 9.
  int at(int place) {
    return digits.charAt(place) - '0';
  }

  int number(int from, int to) {
    return Integer.parseInt(digits.substring(from, to));
  }

  @Override
  public String toString() {
    return "TradingPassphrase[REDACTED]";
  }
}
