package io.portcullis.recovery.human;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// auth-service's challenge. It passes through here unread.
@RegisterForReflection
public record HumanChallenge(@JsonValue JsonNode value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static HumanChallenge of(JsonNode value) {
    return new HumanChallenge(value);
  }
}
