package io.portcullis.mfa.recoverycode;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Eighty random bits as sixteen symbols of Crockford's base32, shown as `K7QM-3X0V-R2TD-9HZE`.
///
/// @param symbols without groups, upper case
public record RecoveryCode(String symbols) {

  static final int SYMBOLS = 16;
  /// Enough for any way to write sixteen symbols down; longer input is not looked at.
  static final int LONGEST_TYPED = 64;

  private static final int GROUP = 4;
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern WELL_FORMED = Pattern.compile("[" + ALPHABET + "]{" + SYMBOLS + "}");
  // Phones turn "-" into other dashes, and put spaces of other widths between pasted groups.
  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Pd}]+");

  public RecoveryCode {
    if (!WELL_FORMED.matcher(symbols).matches()) {
      throw new IllegalArgumentException("not a recovery code");
    }
  }

  static RecoveryCode generate(SecureRandom random) {
    var symbols = new StringBuilder(SYMBOLS);
    for (int i = 0; i < SYMBOLS; i++) {
      symbols.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new RecoveryCode(symbols.toString());
  }

  /// Reads what a person typed from paper: any case, any grouping, O for 0, I and L for 1.
  static Optional<RecoveryCode> parse(String typed) {
    if (typed.length() > LONGEST_TYPED) {
      return Optional.empty();
    }
    String symbols = SEPARATORS.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT)
        .replace('O', '0').replace('I', '1').replace('L', '1');
    return WELL_FORMED.matcher(symbols).matches() ? Optional.of(new RecoveryCode(symbols)) : Optional.empty();
  }

  /// As it is shown to the customer.
  public String grouped() {
    return String.join("-", symbols.split("(?<=\\G.{" + GROUP + "})"));
  }

  @Override
  public String toString() {
    return "RecoveryCode[REDACTED]";
  }
}
