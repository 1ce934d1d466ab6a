package io.portcullis.recovery.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What auth-service made of a new password.
public sealed interface PasswordChange {

  record Changed() implements PasswordChange {}

  /// The password breaks a rule; the customer may choose another.
  ///
  /// @param strength 0 (guessed at once) to 4
  record Refused(String reason, int strength, List<String> suggestions) implements PasswordChange {
    public Refused {
      reason = reason == null ? "unspecified" : reason;
      suggestions = suggestions == null ? List.of() : List.copyOf(suggestions);
    }
  }

  /// The customer has locked the settings. From now on the time runs that unlocking takes.
  ///
  /// @param opensAt when the lock ends
  record SettingsLocked(Optional<Instant> opensAt) implements PasswordChange {}

  /// The account is frozen, and no factor of before was shown: its way back comes first. The order stays good.
  record Frozen() implements PasswordChange {}

  /// There is no such account any more, or it was frozen after the proof was issued.
  record Gone() implements PasswordChange {}
}
