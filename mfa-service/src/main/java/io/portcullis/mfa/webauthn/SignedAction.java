package io.portcullis.mfa.webauthn;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// What a security key made of an action: enough to check its signature years later, without this service. All in
/// base64url.
///
/// @param publicKey COSE_Key (RFC 9052 §7)
/// @param nonce     with the action's hash it gives the challenge: see [ActionHash]
@RegisterForReflection
public record SignedAction(String credentialId, String publicKey, String nonce, String clientDataJSON,
    String authenticatorData, String signature) {

  static SignedAction of(StoredCredential stored, String nonce, AuthenticationResponse response) {
    return new SignedAction(response.id().getBase64Url(), stored.publicKey().getBase64Url(), nonce,
        response.clientDataJson().getBase64Url(), response.authenticatorData().getBase64Url(),
        response.signature().getBase64Url());
  }
}
