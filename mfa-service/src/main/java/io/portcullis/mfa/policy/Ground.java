package io.portcullis.mfa.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an enrolment rests on that was begun while the account had no factor.
public enum Ground {
  /// The password, as it was chosen long ago.
  PASSWORD,
  /// The password too. But an address of the account has set it, or confirmed a sign-in, a short while ago: who reads that
  /// mailbox alone gets as far.
  ADDRESS;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Empty for a word that names none, such as one of an earlier release.
  public static Optional<Ground> parse(String word) {
    return Arrays.stream(values()).filter(ground -> ground.wireName().equals(word)).findFirst();
  }

  public static Ground of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
