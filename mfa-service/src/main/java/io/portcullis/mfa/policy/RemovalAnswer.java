package io.portcullis.mfa.policy;

import io.portcullis.mfa.MfaProblem;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import org.jboss.resteasy.reactive.RestResponse;

/// What removing a factor answers, whatever its kind.
public final class RemovalAnswer {

  private RemovalAnswer() {}

  public static RestResponse<?> of(Removal removal) {
    return switch (removal) {
      case Removal.Removed() -> RestResponse.noContent();
      case Removal.Unknown() -> Problem.response(HouseProblem.NOT_FOUND);
      case Removal.Held(var until) -> Problem.of(MfaProblem.LAST_FACTOR_HELD).with("until", until.toString()).response();
    };
  }
}
