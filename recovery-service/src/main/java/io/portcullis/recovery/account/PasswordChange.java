package io.portcullis.recovery.account;

import java.util.List;

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

  /// There is no such account any more, or it was frozen after the proof was issued.
  record Gone() implements PasswordChange {}
}
