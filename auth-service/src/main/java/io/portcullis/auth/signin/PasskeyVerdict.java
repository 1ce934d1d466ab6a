package io.portcullis.auth.signin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/// What became of the beginning of a passkey sign-in.
sealed interface PasskeyVerdict {

  /// @param publicKey `PublicKeyCredentialRequestOptionsJSON`
  /// @param expiresIn seconds
  record Begun(String signInId, JsonNode publicKey, long expiresIn) implements PasskeyVerdict {}

  record Throttled(Duration retryAfter) implements PasskeyVerdict {}
}
