package io.portcullis.auth;

import io.portcullis.runtime.problem.ProblemType;

/// Why auth-service refuses. One cause, one slug; where two causes must not be told apart, they share one.
public enum AuthProblem implements ProblemType {
  IDENTIFIER_INVALID(400, "This is neither an e-mail address nor a mobile number with its country code"),
  ADDRESS_UNSUPPORTED(400, "No mail can be sent from here to an address with such letters before the @"),
  NUMBER_NOT_SUPPORTED(400, "No text message can be sent to that number"),
  PASSWORD_REFUSED(400, "This password can't be chosen"),
  DPOP_PROOF_REFUSED(400, "The proof of possession was not accepted"),
  DPOP_NONCE_REQUIRED(400, "The proof of possession must repeat the nonce of this answer"),
  IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used for another request"),
  CODE_REFUSED(403, "That code was not accepted"),
  CREDENTIALS_REFUSED(403, "Those credentials were not accepted"),
  CROSS_SITE_REQUEST(403, "Tokens go into cookies for pages of this site only"),
  ACCOUNT_FROZEN(403, "This account is frozen"),
  PASSWORD_CHANGE_REQUIRED(403, "This password has leaked elsewhere; choose a new one by resetting it"),
  HUMAN_VERIFICATION(403, "Show first that you are not a robot"),
  SIGN_IN_BLOCKED(403, "Too much about this sign-in is unusual; use a device and a network that you used before"),
  SIGN_IN_ENDED(403, "This sign-in has ended, begin a new one"),
  METHOD_NOT_OFFERED(403, "That method is not one of those that were offered"),
  STEP_UP_ENDED(403, "This step-up has ended, begin a new one"),
  PROOF_OUTDATED(409, "The account was frozen or changed after this proof was issued"),
  LINK_REFUSED(403, "This link is not valid any more"),
  IDENTIFIER_PRESENT(409, "Your account has this address or number already"),
  TOO_MANY_IDENTIFIERS(409, "Your account has as many addresses and numbers as it may have"),
  IDENTIFIER_NEEDED(409, "The main address or number of an account can't be removed"),
  STEP_UP_OUT_OF_REACH(409, "Your account has no second factor that is strong enough for this"),
  TOO_MANY_ATTEMPTS(429, "Too many attempts"),
  HUMAN_VERIFICATION_UNAVAILABLE(503, "Human verification gives no answer at this moment"),
  HASHING_SATURATED(503, "Too many sign-ins at this moment");

  private final Answer answer;

  AuthProblem(int status, String title) {
    answer = new Answer(status, title);
  }

  @Override
  public Answer answer() {
    return answer;
  }
}
