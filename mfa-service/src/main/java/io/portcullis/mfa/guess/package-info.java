/// Bounds guesses at an account's second factors for each claimant, whatever the method, the challenge or the instance.
///
/// `totp` and `recoverycode` reserve a guess here in the very statement that reads what is guessed at.
package io.portcullis.mfa.guess;
