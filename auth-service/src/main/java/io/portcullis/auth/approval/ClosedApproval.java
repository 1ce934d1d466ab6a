package io.portcullis.auth.approval;

import io.portcullis.auth.AuthProblem;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.portcullis.runtime.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/// Why an approval can't be given, or not be consumed, as a problem.
final class ClosedApproval {

  private ClosedApproval() {}

  /// For a customer who comes too late.
  static AuthProblem problem(ApprovalState state) {
    return switch (state) {
      case OPEN, APPROVED -> AuthProblem.APPROVAL_GIVEN;
      case DECLINED -> AuthProblem.APPROVAL_DECLINED;
      case CONSUMED -> AuthProblem.APPROVAL_CONSUMED;
      case EXPIRED -> AuthProblem.APPROVAL_EXPIRED;
    };
  }

  /// For a system that wants to consume it.
  ///
  /// @param until when that ends by itself
  static Problem answer(ApprovalRefusal reason, Optional<Instant> until) {
    Problem problem = Problem.of(problem(reason));
    return until.map(end -> problem.with("until", end.toString())).orElse(problem);
  }

  static AuthProblem problem(ApprovalRefusal reason) {
    return switch (reason) {
      case OTHER_ACTION -> AuthProblem.ANOTHER_ACTION_APPROVED;
      case DECLINED -> AuthProblem.APPROVAL_DECLINED;
      case EXPIRED -> AuthProblem.APPROVAL_EXPIRED;
      case CONSUMED -> AuthProblem.APPROVAL_CONSUMED;
      case SESSION_ENDED -> AuthProblem.APPROVAL_SESSION_ENDED;
      case HELD -> AuthProblem.WITHDRAWALS_HELD;
      case ACCOUNT_FROZEN -> AuthProblem.ACCOUNT_FROZEN;
      case ACCOUNT_CHANGED -> AuthProblem.PROOF_OUTDATED;
      case ADDRESS_NOT_BOOKED -> AuthProblem.ADDRESS_NOT_BOOKED;
      case ADDRESS_COOLING -> AuthProblem.ADDRESS_COOLING;
      case WITHDRAWALS_LOCKED -> AuthProblem.WITHDRAWALS_LOCKED;
      case NOT_APPROVED, FOREIGN, WRONG_FACTOR, WEAK_FACTOR, FRESH_FACTOR, WRONG_PASSPHRASE, PASSPHRASE_STOPPED ->
          AuthProblem.APPROVAL_NOT_GIVEN;
    };
  }
}
