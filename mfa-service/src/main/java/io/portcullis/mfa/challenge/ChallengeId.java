package io.portcullis.mfa.challenge;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One challenge; worth nothing without what it is bound to.
@RegisterForReflection
@Schema(type = SchemaType.STRING, format = "uuid")
public record ChallengeId(UUID value) {

  public ChallengeId {
    Objects.requireNonNull(value);
  }

  /// Empty when `text` is not a UUID in its canonical form.
  static Optional<ChallengeId> parse(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text)).map(ChallengeId::new);
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  @Override
  @JsonValue
  public String toString() {
    return value.toString();
  }
}
