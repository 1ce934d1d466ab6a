package io.portcullis.auth.password;

import io.portcullis.auth.AuthProblem;
import io.portcullis.runtime.problem.Problem;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers a full hashing queue early: 503 with `Retry-After`, for every operation that hashes.
class SaturationAnswer {

  // The queue empties within half a second; a whole second is the least that the header can say.
  private static final Duration WAIT = Duration.ofSeconds(1);

  @ServerExceptionMapper
  RestResponse<Problem> saturated(HashingSaturated full) {
    return Problem.retryAfter(AuthProblem.HASHING_SATURATED, WAIT);
  }
}
