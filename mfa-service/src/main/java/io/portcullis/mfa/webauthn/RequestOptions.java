package io.portcullis.mfa.webauthn;

import io.portcullis.mfa.webauthn.CreationOptions.Descriptor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// What `PublicKeyCredential.parseRequestOptionsFromJSON()` reads (PublicKeyCredentialRequestOptionsJSON, WebAuthn L3
/// §5.1.9).
///
/// @param timeout          milliseconds
/// @param allowCredentials empty when any discoverable one will do
@RegisterForReflection
public record RequestOptions(
    String challenge, long timeout, String rpId, List<Descriptor> allowCredentials, String userVerification) {}
