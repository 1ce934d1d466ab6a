package io.portcullis.auth.factor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;

/// What mfa-service and a browser say to each other in a WebAuthn ceremony (WebAuthn L3 §5.1, §5.10). It passes through
/// here unread.
@RegisterForReflection
public record WebAuthnJson(@JsonValue JsonNode value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static WebAuthnJson of(JsonNode value) {
    return new WebAuthnJson(value);
  }

  boolean isObject() {
    return value.isObject();
  }

  int size() {
    return value.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public String toString() {
    return "WebAuthnJson[redacted]";
  }
}
