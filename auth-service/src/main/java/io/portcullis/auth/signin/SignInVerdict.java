package io.portcullis.auth.signin;

import io.portcullis.auth.human.HumanChallenge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What became of one step of a sign-in.
sealed interface SignInVerdict {

  /// @param clockDriftSeconds how far the claimant's authenticator app seems to be ahead, where that has shown
  record Complete(SessionOpening.Opened session, TokensIn tokensIn, Optional<Long> clockDriftSeconds) implements SignInVerdict {}

  /// @param signInId names this sign-in at its next step; whoever holds it has shown the password
  /// @param methods  any one of them will do, the strongest first
  record MoreProof(String signInId, List<String> methods, Duration expiresIn) implements SignInVerdict {}

  /// Nothing is enrolled, but the sign-in is unusual: a code goes to an address of the account's own.
  ///
  /// @param methods `email`, or `sms` for an account that has no mailbox
  record Confirmation(String signInId, List<String> methods, Duration expiresIn) implements SignInVerdict {}

  /// Too unusual for any proof. Told only to one who knows the password, or holds the passkey.
  record TooRisky() implements SignInVerdict {}

  /// A wrong password or an unknown identifier. Telling them apart would list who has an account (ASVS 5.0 §6.3.8).
  record Refused() implements SignInVerdict {}

  /// Told only to one who knows the password.
  record Frozen() implements SignInVerdict {}

  /// By the company's staff. Told only to one who knows the password.
  record Locked() implements SignInVerdict {}

  /// The password is right, and in the list of breached ones: others know it (NIST SP 800-63B-4 §3.1.1.2). Told only to one
  /// who knows it.
  record PasswordChangeRequired() implements SignInVerdict {}

  record CodeRefused(long triesLeft) implements SignInVerdict {}

  /// Another method than those that will do.
  record NotOffered() implements SignInVerdict {}

  /// Unknown, expired or used up, or what was proved is no longer worth anything.
  record Ended() implements SignInVerdict {}

  /// Tokens were to go into a browser's cookies, and it was no page of ours that asked.
  record CrossSite() implements SignInVerdict {}

  /// The proof of possession does not hold, or is not of the key that this sign-in began with. No try was counted.
  record ProofRefused() implements SignInVerdict {}

  /// The proof of possession must repeat a nonce of ours. No try was counted.
  record NonceMissing() implements SignInVerdict {}

  /// Nothing was looked at: the client must answer `challenge` and send the same again. Whether the password is right, and
  /// whether there is such an account, does not show in it.
  record HumanVerification(HumanChallenge challenge) implements SignInVerdict {}

  record Throttled(Duration retryAfter) implements SignInVerdict {}
}
