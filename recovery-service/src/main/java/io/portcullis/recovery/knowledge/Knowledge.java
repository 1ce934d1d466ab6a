package io.portcullis.recovery.knowledge;

import java.time.YearMonth;
import java.util.Optional;

/// What a claimant says of an account.
///
/// @param lastSignIn     the month of the last sign-in before the case, in UTC
/// @param balanceAtLeast where the band of its balance begins, as it was offered
public record Knowledge(Optional<YearMonth> lastSignIn, Optional<String> balanceAtLeast) {

  /// How much of it is true.
  public enum Outcome {
    MATCH,
    /// The month before or after, or the band below or above.
    NEAR,
    NO_MATCH,
    /// It is not known here.
    NOT_COMPARED
  }

  /// @param lastSignIn empty where the claimant said nothing of it
  /// @param balance    the same
  public record Compared(Optional<Outcome> lastSignIn, Optional<Outcome> balance) {}
}
