package io.portcullis.mfa.challenge;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What a second factor is asked for. A challenge for one purpose proves nothing for another.
@RegisterForReflection
public enum Purpose {
  SIGN_IN("sign-in");

  private final String wireName;

  Purpose(String wireName) {
    this.wireName = wireName;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }
}
