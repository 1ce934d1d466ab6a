package io.portcullis.mfa.challenge;

import io.portcullis.contracts.AccountId;

/// What a challenge is for, to be told again with every try.
///
/// @param attempt the caller's own id of what the claimant is doing, such as one sign-in
record Binding(AccountId account, Purpose purpose, String attempt) {

  /// Unambiguous: no account id and no purpose holds a slash.
  String text() {
    return account + "/" + purpose.wireName() + "/" + attempt;
  }
}
