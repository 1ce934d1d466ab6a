package io.portcullis.auth.approval;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/// An authorization details object (RFC 9396 §2), on its way in before anything about it is known.
@RegisterForReflection
public record ActionJson(@JsonValue JsonNode value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ActionJson of(JsonNode value) {
    return new ActionJson(value);
  }

  Optional<ObjectNode> object() {
    return value instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  @Override
  public String toString() {
    return "ActionJson[redacted]";
  }
}
