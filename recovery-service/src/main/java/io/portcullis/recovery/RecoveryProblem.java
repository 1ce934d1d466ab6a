package io.portcullis.recovery;

import io.portcullis.runtime.problem.ProblemType;

/// What recovery-service may answer instead of what was asked for; each is explained in the problem catalogue.
public enum RecoveryProblem implements ProblemType {
  /// Unknown, expired, used, superseded, forged: one answer, so that a link tells nothing about its past.
  LINK_REFUSED(403, "This link is not valid any more"),
  /// The case is over, or has gone on to where this can't be done.
  CASE_STATE(409, "The recovery case does not allow this now"),
  PASSWORD_REFUSED(400, "This password can't be chosen"),
  HUMAN_VERIFICATION(403, "Show first that you are not a robot"),
  HUMAN_VERIFICATION_UNAVAILABLE(503, "Human verification gives no answer at this moment"),
  TOO_MANY_ATTEMPTS(429, "Too many attempts");

  private final Answer answer;

  RecoveryProblem(int status, String title) {
    answer = new Answer(status, title);
  }

  @Override
  public Answer answer() {
    return answer;
  }
}
