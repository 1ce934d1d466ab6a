package io.portcullis.auth.identifier;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.human.HumanChallenge;
import io.portcullis.runtime.identifier.Identifier;
import java.time.Duration;
import java.util.UUID;

/// What became of a wish to change the account's identifiers.
sealed interface IdentifierVerdict {

  /// A message is on its way. It is a code, unless another account has the identifier: then its owner is told.
  record Claimed(UUID claim, Identifier.Type type) implements IdentifierVerdict {}

  record Added(Account account, Account.Proved proved) implements IdentifierVerdict {}

  /// It is as was asked for.
  record Done() implements IdentifierVerdict {}

  record Invalid() implements IdentifierVerdict {}

  record Unsupported() implements IdentifierVerdict {}

  /// It gets no text messages.
  record NumberNotSupported() implements IdentifierVerdict {}

  record Present() implements IdentifierVerdict {}

  record TooMany() implements IdentifierVerdict {}

  record CodeRefused() implements IdentifierVerdict {}

  /// The primary one stays until another is primary; so does the last one.
  record Needed() implements IdentifierVerdict {}

  /// The account has none of that id.
  record Unknown() implements IdentifierVerdict {}

  /// The client must first answer `challenge`: the number's country is unusual, or others have used the mailbox's codes up.
  record HumanAsked(HumanChallenge challenge) implements IdentifierVerdict {}

  /// Human verification is needed and gives no answer.
  record HumanUnavailable() implements IdentifierVerdict {}

  record Throttled(Duration retryAfter) implements IdentifierVerdict {}
}
