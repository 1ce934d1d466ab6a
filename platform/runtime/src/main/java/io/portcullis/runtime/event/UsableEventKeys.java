package io.portcullis.runtime.event;

import java.util.Optional;

/// Whether the two files of event keys are such as this service can work with.
public final class UsableEventKeys {

  private UsableEventKeys() {}

  /// @param own content of `event-key.json`
  /// @param everybody content of `event-keys.json`
  /// @return what is wrong with them, as the rest of a sentence
  public static Optional<String> problem(String service, String own, String everybody) {
    try {
      PairKeys.parse(service, own, everybody);
      return Optional.empty();
    } catch (RuntimeException unusable) {
      return Optional.of("can't be used: " + unusable.getMessage());
    }
  }
}
