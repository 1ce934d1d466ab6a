package io.portcullis.recovery.human;

import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.runtime.problem.Problem;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/// The problem `human-verification`, as the API description shows it. The same request is repeated with `humanProof`.
@Schema(name = "HumanVerificationNeeded")
public record HumanVerificationNeeded(
    @Schema(examples = "urn:portcullis:problem:human-verification") String type, String title, int status,
    HumanChallenge challenge) {

  private static final Duration OUTAGE = Duration.ofSeconds(30);

  public static RestResponse<Problem> answer(HumanChallenge challenge) {
    return Problem.of(RecoveryProblem.HUMAN_VERIFICATION).with("challenge", challenge).response();
  }

  public static RestResponse<Problem> unavailable() {
    return Problem.retryAfter(RecoveryProblem.HUMAN_VERIFICATION_UNAVAILABLE, OUTAGE);
  }
}
