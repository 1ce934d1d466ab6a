package io.portcullis.session.customerlock;

import io.portcullis.session.customerlock.WithdrawalLocks.On;
import java.util.List;

/// What became of a wish about the withdrawal lock.
sealed interface WithdrawalLockVerdict {

  record Stands(On lock) implements WithdrawalLockVerdict {}

  record Lifted() implements WithdrawalLockVerdict {}

  /// There is none to lift.
  record NotLocked() implements WithdrawalLockVerdict {}

  /// It would end sooner, or be lifted more easily, than the one that is on.
  record WouldBeWeaker() implements WithdrawalLockVerdict {}

  /// Nobody lifts this one early.
  record Strict(On lock) implements WithdrawalLockVerdict {}

  /// @param methods to be shown in a step-up, beside what was shown lately
  record MoreProof(List<String> methods) implements WithdrawalLockVerdict {}

  /// What was shown is younger than the lock.
  record FactorTooNew(On lock) implements WithdrawalLockVerdict {}
}
