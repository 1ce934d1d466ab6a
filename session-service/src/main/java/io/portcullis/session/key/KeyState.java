package io.portcullis.session.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Where a key stands in the succession. All of them are published.
@RegisterForReflection
enum KeyState {
  /// Signs no more; published until its last token has expired.
  @JsonProperty("retiring") RETIRING,
  @JsonProperty("signing") SIGNING,
  /// Published for verifiers to know it in time.
  @JsonProperty("next") NEXT
}
