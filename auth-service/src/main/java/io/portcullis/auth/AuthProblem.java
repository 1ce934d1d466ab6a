package io.portcullis.auth;

import io.portcullis.runtime.problem.ProblemType;

/// Why auth-service refuses. One cause, one slug; where two causes must not be told apart, they share one.
public enum AuthProblem implements ProblemType {
  IDENTIFIER_INVALID(400, "This is neither an e-mail address nor a mobile number with its country code"),
  ADDRESS_UNSUPPORTED(400, "No mail can be sent from here to an address with such letters before the @"),
  NUMBER_NOT_SUPPORTED(400, "No text message can be sent to that number"),
  PASSWORD_REFUSED(400, "This password can't be chosen"),
  ACTION_TYPE_UNKNOWN(400, "There is no such type of action here"),
  ACTION_REFUSED(400, "The action is not as its type wants it"),
  SYSTEM_UNKNOWN(400, "There is no such system here"),
  DPOP_PROOF_REFUSED(400, "The proof of possession was not accepted"),
  DPOP_NONCE_REQUIRED(400, "The proof of possession must repeat the nonce of this answer"),
  IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used for another request"),
  CODE_REFUSED(403, "That code was not accepted"),
  CREDENTIALS_REFUSED(403, "Those credentials were not accepted"),
  CROSS_SITE_REQUEST(403, "Tokens go into cookies for pages of this site only"),
  ADDRESS_NOT_BOOKED(403, "The customer lets money go to the address book alone, and this address is not in it"),
  ADDRESS_COOLING(403, "The customer lets money go to the address book alone, and this address is too new in it"),
  ACCOUNT_FROZEN(403, "This account is frozen"),
  ACCOUNT_LOCKED(403, "Our support has locked this account; contact support to unlock it"),
  PASSWORD_CHANGE_REQUIRED(403, "This password has leaked elsewhere; choose a new one by resetting it"),
  HUMAN_VERIFICATION(403, "Show first that you are not a robot"),
  SIGN_IN_BLOCKED(403, "Too much about this sign-in is unusual; use a device and a network that you used before"),
  SIGN_IN_ENDED(403, "This sign-in has ended, begin a new one"),
  METHOD_NOT_OFFERED(403, "That method is not one of those that were offered"),
  APPROVAL_CHALLENGE_ENDED(403, "This challenge has ended, ask for a new one"),
  PASSPHRASE_REFUSED(403, "That trading passphrase was not accepted"),
  STEP_UP_ENDED(403, "This step-up has ended, begin a new one"),
  PROOF_OUTDATED(409, "The account was frozen or changed after this proof was issued"),
  WITHDRAWALS_LOCKED(409, "The customer has locked withdrawals for a time"),
  APPROVAL_NOT_GIVEN(409, "The customer has not approved this action"),
  APPROVAL_GIVEN(409, "This action is approved already"),
  APPROVAL_DECLINED(409, "The customer has declined this action"),
  APPROVAL_CONSUMED(409, "This approval was consumed already"),
  APPROVAL_EXPIRED(409, "This approval has expired"),
  APPROVAL_SESSION_ENDED(409, "The session in which this action was approved has ended"),
  EXPORT_HELD(409, "A change of this account is fresh, so nothing is copied out of it until then"),
  EXPORT_NOT_READY(409, "This copy of your data can't be fetched now"),
  CLOSURE_REFUSED(409, "Something in this account is not at rest, so it can't be closed now"),
  WITHDRAWALS_HELD(409, "Money stays in this account until then"),
  ANOTHER_ACTION_APPROVED(409, "The customer has approved another action than this one"),
  PASSPHRASE_NEEDED(409, "Your account has no trading passphrase yet"),
  PASSPHRASE_STOPPED(409, "After too many wrong tries only account recovery sets a new trading passphrase"),
  ADDRESS_BOOKED(409, "This address is in your address book already"),
  ADDRESS_BOOK_FULL(409, "Your address book has as many addresses as it may have"),
  LINK_REFUSED(403, "This link is not valid any more"),
  IDENTIFIER_PRESENT(409, "Your account has this address or number already"),
  TOO_MANY_IDENTIFIERS(409, "Your account has as many addresses and numbers as it may have"),
  IDENTIFIER_NEEDED(409, "The main address or number of an account can't be removed"),
  STEP_UP_OUT_OF_REACH(409, "Your account has no second factor that is strong enough for this"),
  TOO_MANY_APPROVALS(429, "Too many actions wait for this customer, or were proposed lately"),
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
