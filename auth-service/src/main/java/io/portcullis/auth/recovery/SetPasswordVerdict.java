package io.portcullis.auth.recovery;

import io.portcullis.auth.password.PasswordChoice;
import java.time.Instant;
import java.util.Optional;

/// What became of an order to set a password.
sealed interface SetPasswordVerdict {

  /// Set, now or by the same order earlier. The end of the account's sessions is certain, if perhaps not done yet.
  record Set() implements SetPasswordVerdict {}

  record Refused(PasswordChoice.Refused why) implements SetPasswordVerdict {}

  /// The account was frozen after the proof for this order was issued. Stays so when the freeze is over.
  record Outdated() implements SetPasswordVerdict {}

  /// The customer has locked the settings. The order stays good, and has begun the unlocking.
  ///
  /// @param opensAt when the lock ends
  record SettingsLocked(Optional<Instant> opensAt) implements SetPasswordVerdict {}

  /// The account is frozen, and the order is no step of its way back. It stays good.
  record Frozen() implements SetPasswordVerdict {}

  record NoAccount() implements SetPasswordVerdict {}
}
