package io.portcullis.mfa.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.yubico.webauthn.data.ByteArray;
import java.util.Optional;

/// What `navigator.credentials.get()` came back with (AuthenticationResponseJSON, WebAuthn L3 §5.1).
///
/// @param userHandle whose credential the authenticator says it is; always there when it is discoverable
record AuthenticationResponse(ByteArray id, ByteArray clientDataJson, ByteArray authenticatorData, ByteArray signature,
    Optional<ByteArray> userHandle) {

  /// Empty when it is too long or not of that form.
  static Optional<AuthenticationResponse> parse(JsonNode json) {
    var fields = new ResponseFields(json);
    var response = new AuthenticationResponse(fields.id(), fields.bytes("clientDataJSON"),
        fields.bytes("authenticatorData"), fields.bytes("signature"), fields.userHandle());
    return fields.isReadable() ? Optional.of(response) : Optional.empty();
  }
}
