package io.portcullis.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// One session: what a sign-in opened, until it is ended.
public record SessionId(UUID value) {

  public SessionId {
    Objects.requireNonNull(value);
  }

  /// Empty when `text` is not a UUID in its canonical form: text from outside is never trusted to be one.
  public static Optional<SessionId> parse(String text) {
    return Uuids.parse(text).map(SessionId::new);
  }

  /// @throws IllegalArgumentException when `text` is not a canonical UUID
  @JsonCreator
  public static SessionId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not an id"));
  }

  @Override
  @JsonValue
  public String toString() {
    return value.toString();
  }
}
