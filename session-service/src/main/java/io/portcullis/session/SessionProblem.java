package io.portcullis.session;

import io.portcullis.runtime.problem.ProblemType;

/// Refusals that only session-service gives. What goes wrong at `/oauth2` is told as its RFCs want it, not as problems.
public enum SessionProblem implements ProblemType {
  API_KEY_REFUSED(400, "An API key can't be like that"),
  API_KEY_NOT_APPROVED(403, "Nobody approved this API key in this account, or the account has changed since"),
  API_KEY_APPROVAL_USED(409, "That approval has made an API key already"),
  APPROVAL_SESSION_ENDED(409, "The session in which this action was approved has ended"),
  API_KEY_NEEDS_APPROVAL(409, "The customer must approve a new API key for that"),
  API_KEY_OVER(409, "The API key has expired"),
  API_KEY_PROOF_REFUSED(403, "That does not prove possession of an API key"),
  ADDRESS_NOT_ALLOWED(403, "The API key does not count from this network"),
  TOO_MANY_API_KEYS(409, "The account has as many API keys as one may have"),
  SIGNATURE_REFUSED(401, "The signature of the request was refused"),
  SIGNATURE_OUTDATED(401, "The request was signed at another time than now"),
  SIGNATURE_REPLAYED(401, "A request was made with this signature already"),
  CURSOR_REFUSED(400, "The cursor does not come from an earlier page of this list"),
  DEVICE_NOT_TRUSTWORTHY(403, "Only the device of this session can be trusted, and only if the session is remembered"),
  DEVICE_TRUST_UNAVAILABLE(403, "This installation asks for a second factor on every device"),
  FACTOR_NEWER_THAN_LOCK(403, "A second factor that was shown is newer than the lock"),
  SETTINGS_NOT_LOCKED(409, "The security settings are not locked"),
  WITHDRAWALS_NOT_LOCKED(409, "Withdrawals are not locked"),
  WITHDRAWAL_LOCK_STRICT(409, "This lock ends at its time, and nobody lifts it before"),
  LOCK_NOT_SHORTENED(409, "A lock can be made longer or stricter, and never the other way"),
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
