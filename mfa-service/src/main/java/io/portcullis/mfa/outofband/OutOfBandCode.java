package io.portcullis.mfa.outofband;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/// Six ASCII digits: about twenty bits, the least that NIST SP 800-63B-4 §3.1.3 allows.
record OutOfBandCode(String digits) {

  /// People copy codes with the space that some mail programs show in them.
  static final String FORM = "[0-9]{3} ?[0-9]{3}";

  private static final int CODES = 1_000_000;
  private static final Pattern PATTERN = Pattern.compile(FORM);

  static OutOfBandCode generate(SecureRandom random) {
    return new OutOfBandCode("%06d".formatted(random.nextInt(CODES)));
  }

  static Optional<OutOfBandCode> parse(String typed) {
    return PATTERN.matcher(typed).matches()
        ? Optional.of(new OutOfBandCode(typed.replace(" ", "")))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "OutOfBandCode[REDACTED]";
  }
}
