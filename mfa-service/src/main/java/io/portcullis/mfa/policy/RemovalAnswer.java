package io.portcullis.mfa.policy;

import io.portcullis.mfa.MfaProblem;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/// What removing a factor answers, whatever its kind.
public final class RemovalAnswer {

  private RemovalAnswer() {}

  /// @param removalId     by which it can be cancelled
  /// @param takesEffectAt when the factor goes, unless an older factor or a freeze cancels that
  @RegisterForReflection
  public record WaitingRemoval(UUID removalId, Instant takesEffectAt) {}

  public static RestResponse<?> of(Removal removal) {
    return switch (removal) {
      case Removal.Removed() -> RestResponse.noContent();
      case Removal.Unknown() -> Problem.response(HouseProblem.NOT_FOUND);
      case Removal.Waiting(var id, var takesEffectAt) ->
          RestResponse.status(RestResponse.Status.ACCEPTED, new WaitingRemoval(id, takesEffectAt));
      case Removal.TooMany(var wait) -> Problem.retryAfter(MfaProblem.TOO_MANY_ATTEMPTS, wait);
      case Removal.Held(var until) -> Problem.of(MfaProblem.LAST_FACTOR_HELD).with("until", until.toString()).response();
    };
  }
}
