package io.portcullis.auth.password;

import io.portcullis.auth.password.PasswordChoice.Reason;
import java.util.Optional;

/// How soon a password would be guessed.
///
/// @param magnitude decimal logarithm of the number of guesses
/// @param why       what most of the password is made of; empty when nothing about it is known to attackers
record Guesses(double magnitude, Optional<Reason> why) {

  // The same four steps that zxcvbn tells, so that one number can be shown for both.
  private static final double[] STEPS = {3, 6, 10, 12};

  /// 0 (guessed at once) to 4. 3 means beyond 10¹⁰ guesses.
  int score() {
    int score = 0;
    while (score < STEPS.length && magnitude >= STEPS[score]) {
      score++;
    }
    return score;
  }
}
