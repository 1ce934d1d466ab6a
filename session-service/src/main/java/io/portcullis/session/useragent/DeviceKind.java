package io.portcullis.session.useragent;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// Chooses the picture beside a device's name.
public enum DeviceKind {
  @JsonProperty("desktop") DESKTOP,
  @JsonProperty("phone") PHONE,
  @JsonProperty("tablet") TABLET,
  @JsonProperty("unknown") UNKNOWN;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
