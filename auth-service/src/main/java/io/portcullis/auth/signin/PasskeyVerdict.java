package io.portcullis.auth.signin;

import io.portcullis.auth.factor.WebAuthnJson;
import java.time.Duration;

/// What became of the beginning of a passkey sign-in.
sealed interface PasskeyVerdict {

  /// @param publicKey `PublicKeyCredentialRequestOptionsJSON`
  /// @param expiresIn seconds
  record Begun(String signInId, WebAuthnJson publicKey, long expiresIn) implements PasskeyVerdict {}

  record Throttled(Duration retryAfter) implements PasskeyVerdict {}
}
