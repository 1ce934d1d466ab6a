package io.portcullis.auth.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of a customer's wish to approve.
sealed interface ApproveVerdict {

  record Approved(Approval approval) implements ApproveVerdict {}

  /// Unknown, or another account's.
  record NotFound() implements ApproveVerdict {}

  /// It was decided already, or its time is over.
  record Closed(ApprovalState state) implements ApproveVerdict {}

  /// Money stays in the account for now, and this is executed as soon as it is approved.
  record Held(Clearance.Obstacle obstacle) implements ApproveVerdict {}

  record AccountFrozen() implements ApproveVerdict {}

  record CodeRefused(long triesLeft) implements ApproveVerdict {}

  /// There is no challenge for this session, or it was proved, has expired, or all its tries are used.
  record ChallengeEnded() implements ApproveVerdict {}

  /// Another method than those that may approve this action. No try was counted.
  record NotOffered() implements ApproveVerdict {}

  /// What was shown is not strong enough for this action.
  record OutOfReach() implements ApproveVerdict {}

  /// @param settledAt from when on it may approve, where that is known
  /// @param methods   by which a settled one can be shown
  record FactorFresh(Optional<Instant> settledAt, List<String> methods) implements ApproveVerdict {}

  record Throttled(Duration retryAfter) implements ApproveVerdict {}

  record PassphraseRefused() implements ApproveVerdict {}

  record PassphraseNeeded() implements ApproveVerdict {}

  record PassphraseStopped() implements ApproveVerdict {}
}
