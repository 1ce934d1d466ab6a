package io.portcullis.recovery.support;

import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemException;
import org.jboss.resteasy.reactive.RestResponse;

/// What one is told whom [AdmitStaff] does not admit.
final class Refusals {

  private Refusals() {}

  static RestResponse<?> of(Admission refused) {
    return switch (refused) {
      case Admission.RoleMissing() -> Problem.response(DeskProblem.ROLE_MISSING);
      case Admission.ReasonRefused() -> Problem.response(DeskProblem.REASON_REFUSED);
      case Admission.RationUsedUp(var wait) -> Problem.retryAfter(DeskProblem.RATION_USED_UP, wait);
      case Admission.NotShown() -> Problem.response(DeskProblem.ACCOUNT_NOT_FOUND_FIRST);
      case Admission.Admitted _ -> throw new IllegalStateException("admitted");
    };
  }

  /// For a call whose answer is a stream.
  static ProblemException thrown(Admission refused) {
    return switch (refused) {
      case Admission.RoleMissing() -> new ProblemException(DeskProblem.ROLE_MISSING);
      case Admission.ReasonRefused() -> new ProblemException(DeskProblem.REASON_REFUSED);
      case Admission.RationUsedUp(var wait) -> new ProblemException(Problem.of(DeskProblem.RATION_USED_UP), wait);
      case Admission.NotShown() -> new ProblemException(DeskProblem.ACCOUNT_NOT_FOUND_FIRST);
      case Admission.Admitted _ -> throw new IllegalStateException("admitted");
    };
  }
}
