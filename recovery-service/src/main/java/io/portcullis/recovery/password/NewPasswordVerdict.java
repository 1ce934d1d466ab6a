package io.portcullis.recovery.password;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of one use of a link.
sealed interface NewPasswordVerdict {

  record Reset() implements NewPasswordVerdict {}

  /// The link is still good for another password.
  ///
  /// @param strength 0 (guessed at once) to 4
  record PasswordRefused(String reason, int strength, List<String> suggestions) implements NewPasswordVerdict {}

  /// The customer has locked the settings. The link is still good, and has begun the unlocking.
  ///
  /// @param opensAt when the lock ends
  record SettingsAreLocked(Optional<Instant> opensAt) implements NewPasswordVerdict {}

  /// The account is frozen. The link is still good, for the way back.
  record AccountIsFrozen() implements NewPasswordVerdict {}

  /// Does not say why: a link that lost a race, was used, superseded, has expired or never was looks the same.
  record LinkRefused() implements NewPasswordVerdict {}
}
