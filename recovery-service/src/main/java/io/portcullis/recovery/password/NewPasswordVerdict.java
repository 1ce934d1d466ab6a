package io.portcullis.recovery.password;

import java.util.List;

/// What became of one use of a link.
sealed interface NewPasswordVerdict {

  record Reset() implements NewPasswordVerdict {}

  /// The link is still good for another password.
  ///
  /// @param strength 0 (guessed at once) to 4
  record PasswordRefused(String reason, int strength, List<String> suggestions) implements NewPasswordVerdict {}

  /// Does not say why: a link that lost a race, was used, superseded, has expired or never was looks the same.
  record LinkRefused() implements NewPasswordVerdict {}
}
