package io.portcullis.contracts;

import java.util.List;
import java.util.Optional;

/// Finds the record behind a wire name.
public final class SecurityEventType {

  static final WireNames<SecurityEvent> NAMES = new WireNames<>(SecurityEvent.class);

  /// Every record of the hierarchy.
  public static final List<Class<? extends SecurityEvent>> RECORDS = NAMES.records();

  private SecurityEventType() {}

  /// Empty for a type this build does not know: a publisher may be newer than its readers.
  public static Optional<Class<? extends SecurityEvent>> of(String type) {
    return NAMES.record(type);
  }
}
