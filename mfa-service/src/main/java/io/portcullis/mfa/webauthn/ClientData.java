package io.portcullis.mfa.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.yubico.webauthn.data.ByteArray;
import io.portcullis.runtime.crypto.Base64Url;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/// What the client says of where it was asked (CollectedClientData, WebAuthn L3 §5.8.1), as far as the library leaves it
/// to us.
@ApplicationScoped
class ClientData {

  private final RelyingPartyFacts relyingParty;
  private final ObjectMapper json;

  ClientData(RelyingPartyFacts relyingParty, ObjectMapper json) {
    this.relyingParty = relyingParty;
    this.json = json;
  }

  /// Whether it is JSON in UTF-8 (WebAuthn L3 §5.8.1.1) that can be read in one way only, from one of our origins, and not from a frame in a foreign
  /// page: none of ours is made to be framed.
  boolean isAcceptable(ByteArray clientDataJson) {
    try {
      JsonNode data = json.readTree(clientDataJson.getBytes());
      return data.isObject() && isOneSpelling(data.path("challenge")) && isOurs(data.path("origin")) && isAbsentOrFalse(data.path("crossOrigin"))
          && data.path("topOrigin").isMissingNode();
    } catch (IOException notJson) {
      return false;
    }
  }

  // The library also takes padding and stray bits, and compares what comes out.
  private static boolean isOneSpelling(JsonNode challenge) {
    return challenge.isTextual() && Base64Url.decode(challenge.textValue()).isPresent();
  }

  // Compared as text (WebAuthn L3 §13.4.9): the library takes an origin apart, and we want it whole.
  private boolean isOurs(JsonNode origin) {
    return origin.isTextual() && relyingParty.origins().contains(origin.textValue());
  }

  private static boolean isAbsentOrFalse(JsonNode value) {
    return value.isMissingNode() || value.isBoolean() && !value.booleanValue();
  }
}
