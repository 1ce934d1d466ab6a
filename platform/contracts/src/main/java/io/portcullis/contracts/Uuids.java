package io.portcullis.contracts;

import java.util.Optional;
import java.util.UUID;

/// Parsing for the id records of this package.
final class Uuids {

  private static final int CANONICAL_LENGTH = 36;

  private Uuids() {}

  // UUID.fromString alone also accepts "1-1-1-1-1": two spellings of one id would slip past comparisons.
  static Optional<UUID> parse(String text) {
    if (text == null || text.length() != CANONICAL_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
