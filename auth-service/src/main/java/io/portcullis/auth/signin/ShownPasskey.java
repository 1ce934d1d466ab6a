package io.portcullis.auth.signin;

import io.portcullis.auth.factor.PublicKeyCredential;
import io.portcullis.auth.factor.WebAuthnJson;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/// A passkey that is shown for a sign-in that was begun.
///
/// @param credential  `AuthenticationResponseJSON` (WebAuthn L3 §5.1)
/// @param deviceToken what an earlier sign-in on this device gave
/// @param rememberMe  whether the session may outlive a short absence; no unless said
/// @param tokensIn    where refresh and device token go; into the body unless said
public record ShownPasskey(
    @NotNull @Size(max = 128) String signInId,
    @NotNull @PublicKeyCredential WebAuthnJson credential,
    Optional<@Size(max = 256) String> deviceToken,
    Optional<Boolean> rememberMe,
    Optional<TokensIn> tokensIn) {

  @Override
  public String toString() {
    return "ShownPasskey[redacted]";
  }
}
