package io.portcullis.mfa.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.yubico.webauthn.data.ByteArray;
import java.util.List;
import java.util.Optional;

/// What `navigator.credentials.create()` came back with (RegistrationResponseJSON, WebAuthn L3 §5.1).
///
/// @param discoverable whether the authenticator finds it without being told its id; empty when the client did not say
record RegistrationResponse(ByteArray id, ByteArray clientDataJson, ByteArray attestationObject, List<String> transports,
    Optional<Boolean> discoverable) {

  /// Empty when it is too long or not of that form.
  static Optional<RegistrationResponse> parse(JsonNode json) {
    var fields = new ResponseFields(json);
    var response = new RegistrationResponse(fields.id(), fields.bytes("clientDataJSON"),
        fields.bytes("attestationObject"), fields.transports(), fields.discoverable());
    return fields.isReadable() ? Optional.of(response) : Optional.empty();
  }
}
