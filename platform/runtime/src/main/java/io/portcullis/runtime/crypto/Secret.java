package io.portcullis.runtime.crypto;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Objects;

/// Text that must never be seen: it prints redacted and has no JSON output, so a stray log line or record dump shows
/// nothing. Every reader of the value calls [#reveal], which grep finds.
public final class Secret {

  private final String value;

  @JsonCreator
  public Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
