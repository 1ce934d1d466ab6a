package io.portcullis.auth.human;

import io.portcullis.auth.AuthProblem;
import io.portcullis.runtime.problem.Problem;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/// The problem `human-verification`, as the API description shows it. The same request is repeated with `humanProof`.
/// Other problems of the same status have no `challenge`.
@Schema(name = "HumanVerificationNeeded", requiredProperties = {"type", "title", "status"})
public record HumanVerificationNeeded(
    @Schema(examples = "urn:portcullis:problem:human-verification") String type, String title, int status,
    HumanChallenge challenge) {

  private static final Duration OUTAGE = Duration.ofSeconds(30);

  public static RestResponse<Problem> answer(HumanChallenge challenge) {
    return Problem.of(AuthProblem.HUMAN_VERIFICATION).with("challenge", challenge).response();
  }

  /// The provider gives no answer, and without it the request is refused.
  public static RestResponse<Problem> unavailable() {
    return Problem.retryAfter(AuthProblem.HUMAN_VERIFICATION_UNAVAILABLE, OUTAGE);
  }
}
