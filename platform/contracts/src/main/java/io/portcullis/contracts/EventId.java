package io.portcullis.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// One published fact. Consumers remember it, so that a redelivery has no second effect.
public record EventId(UUID value) {

  public EventId {
    Objects.requireNonNull(value);
  }

  /// Empty when `text` is not a UUID in its canonical form: text from outside is never trusted to be one.
  public static Optional<EventId> parse(String text) {
    return Uuids.parse(text).map(EventId::new);
  }

  /// @throws IllegalArgumentException when `text` is not a canonical UUID
  @JsonCreator
  public static EventId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not an id"));
  }

  @Override
  @JsonValue
  public String toString() {
    return value.toString();
  }
}
