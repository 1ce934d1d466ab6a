package io.portcullis.runtime.problem;

import java.time.Duration;
import java.util.Optional;

/// Ends a request with a problem from a place that has no verdict to return: plumbing, never a use case's answer.
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;
  private final transient Optional<Duration> retryAfter;

  public ProblemException(ProblemType type) {
    this(type, Optional.empty(), null);
  }

  /// A problem with extension members.
  public ProblemException(Problem problem) {
    this(problem, Optional.empty(), null);
  }

  /// One that passes.
  public ProblemException(Problem problem, Duration retryAfter) {
    this(problem, Optional.of(retryAfter), null);
  }

  /// We are not ready to answer, and will be soon. Nothing is wrong, so nothing is logged.
  public static ProblemException notYet() {
    return new ProblemException(HouseProblem.UNAVAILABLE, Optional.of(Duration.ofSeconds(1)), null);
  }

  /// Something that we depend on is away.
  public static ProblemException unavailable(Throwable cause) {
    return new ProblemException(HouseProblem.UNAVAILABLE, Optional.of(Duration.ofSeconds(2)), cause);
  }

  private ProblemException(ProblemType type, Optional<Duration> retryAfter, Throwable cause) {
    this(Problem.of(type), retryAfter, cause);
  }

  private ProblemException(Problem problem, Optional<Duration> retryAfter, Throwable cause) {
    super(problem.type(), cause);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public Problem problem() {
    return problem;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
