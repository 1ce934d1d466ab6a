package io.portcullis.mfa;

import io.portcullis.runtime.problem.ProblemType;

/// Why mfa-service refuses. One cause, one slug; where two causes must not be told apart, they share one.
public enum MfaProblem implements ProblemType {
  CODE_REFUSED(403, "That code was not accepted"),
  CREDENTIAL_MALFORMED(400, "The credential could not be read"),
  CREDENTIAL_REFUSED(403, "This credential was not accepted"),
  PASSWORD_PROOF_REQUIRED(403, "The first second factor of an account needs a proof of its password"),
  ENROLMENT_ENDED(403, "This enrolment has ended, begin a new one"),
  TOO_MANY_AUTHENTICATORS(409, "This account has as many second factors as it may have"),
  LAST_FACTOR_HELD(409, "The last second factor can't be removed for now"),
  FACTOR_NOT_ADMITTED(409, "This installation does not take codes by e-mail or SMS for a second factor"),
  NUMBER_NOT_SUPPORTED(400, "No text message can be sent to that number"),
  ADDRESS_UNSUPPORTED(400, "No mail can be sent from here to an address with such letters before the @"),
  ADDRESS_REFUSED(400, "No code can be sent to that address"),
  PASSPHRASE_TRIVIAL(400, "This trading passphrase is too easily guessed"),
  PASSPHRASE_STOPPED(409, "After too many wrong tries only account recovery sets a new trading passphrase"),
  TOO_MANY_ATTEMPTS(429, "Too many attempts"),
  NO_AUTHENTICATOR(409, "This account has no second factor");

  private final Answer answer;

  MfaProblem(int status, String title) {
    answer = new Answer(status, title);
  }

  @Override
  public Answer answer() {
    return answer;
  }
}
