package io.portcullis.auth.signin;

import io.portcullis.auth.factor.WebAuthnJson;
import io.portcullis.auth.human.HumanChallenge;
import java.time.Duration;

/// What became of the beginning of a passkey sign-in.
sealed interface PasskeyVerdict {

  /// @param publicKey `PublicKeyCredentialRequestOptionsJSON`
  /// @param expiresIn seconds
  record Begun(String signInId, WebAuthnJson publicKey, long expiresIn) implements PasskeyVerdict {}

  /// Very many were begun from this network: the client must answer `challenge` and send the same again.
  record HumanVerification(HumanChallenge challenge) implements PasskeyVerdict {}

  record Throttled(Duration retryAfter) implements PasskeyVerdict {}
}
