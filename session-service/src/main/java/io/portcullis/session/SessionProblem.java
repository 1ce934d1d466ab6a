package io.portcullis.session;

import io.portcullis.runtime.problem.ProblemType;

/// Refusals that only session-service gives. What goes wrong at `/oauth2` is told as its RFCs want it, not as problems.
public enum SessionProblem implements ProblemType {
  CURSOR_REFUSED(400, "The cursor does not come from an earlier page of this list"),
  DEVICE_NOT_TRUSTWORTHY(403, "Only the device of this session can be trusted, and only if the session is remembered"),
  DEVICE_TRUST_UNAVAILABLE(403, "This installation asks for a second factor on every device"),
  SIGNING_KEY_UNUSED(409, "That key does not sign yet");

  private final Answer answer;

  SessionProblem(int status, String title) {
    answer = new Answer(status, title);
  }

  @Override
  public Answer answer() {
    return answer;
  }
}
