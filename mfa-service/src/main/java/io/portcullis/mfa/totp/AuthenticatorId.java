package io.portcullis.mfa.totp;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One authenticator of one account.
@RegisterForReflection
@Schema(type = SchemaType.STRING, format = "uuid")
public record AuthenticatorId(UUID value) {

  public AuthenticatorId {
    Objects.requireNonNull(value);
  }

  /// Empty when `text` is not a UUID in its canonical form.
  public static Optional<AuthenticatorId> parse(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text)).map(AuthenticatorId::new);
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
