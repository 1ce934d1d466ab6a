package io.portcullis.auth.export;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/// Where an export stands. The first three are open, and an account has one open export at most.
@RegisterForReflection
public enum ExportState {
  /// Nothing is gathered yet.
  WAITING,
  GATHERING,
  /// It can be fetched, once.
  READY,
  FETCHED, CANCELLED, EXPIRED,
  /// It could not be gathered.
  FAILED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ExportState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
