package io.portcullis.auth.closure;

import java.time.Instant;

/// What became of the wish to close the account.
sealed interface ClosureVerdict {

  record Waiting(Instant closesAt) implements ClosureVerdict {}

  /// Money is held, an action waits for approval or is approved and not executed, a recovery case is open, or funds remain.
  record Refused(Reason reason) implements ClosureVerdict {}

  enum Reason { HELD, WITHDRAWALS_LOCKED, APPROVALS_OPEN, RECOVERY_CASE_OPEN, FUNDS_REMAIN }

  /// One is set, and was not told, or a wrong one.
  record PassphraseRefused() implements ClosureVerdict {}

  /// @param retryAfter seconds
  record PassphraseCooling(long retryAfter) implements ClosureVerdict {}

  record PassphraseStopped() implements ClosureVerdict {}

  /// The exchange does not say whether funds remain.
  record FundsUnknown() implements ClosureVerdict {}

  record AccountFrozen() implements ClosureVerdict {}

  /// By the staff.
  record AccountLocked() implements ClosureVerdict {}
}
