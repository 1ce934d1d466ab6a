package io.portcullis.session.useragent;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Chooses the picture beside a device's name.
public enum DeviceKind {
  @JsonProperty("desktop") DESKTOP,
  @JsonProperty("phone") PHONE,
  @JsonProperty("tablet") TABLET,
  @JsonProperty("unknown") UNKNOWN
}
