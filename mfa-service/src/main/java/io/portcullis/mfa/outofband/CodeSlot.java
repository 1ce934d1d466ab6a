package io.portcullis.mfa.outofband;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import java.util.UUID;

/// Where one code at a time may be right: one method of one challenge, or of an account's enrolment. All codes that are
/// sent for it share their sends and tries.
///
/// @param use what it is for, so that a code of one use is never right for another
/// @param id  of the challenge, or of the account
record CodeSlot(String use, UUID id, AccountId account, Method method) {

  static CodeSlot ofChallenge(UUID challenge, AccountId account, Method method) {
    return new CodeSlot("challenge", challenge, account, method);
  }

  static CodeSlot ofEnrolment(AccountId account, Method method) {
    return new CodeSlot("enrolment", account.value(), account, method);
  }

  String key() {
    return "mfa:code:" + use + ':' + id + ':' + method.wireName();
  }
}
