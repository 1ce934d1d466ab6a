package io.portcullis.auth.account;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/// Where an account stands. Before it is active there is no account, only a registration.
@RegisterForReflection
public enum AccountStatus {
  ACTIVE,
  /// Sign-ins are refused and sessions have ended until the way back (BACK-6) is through.
  FROZEN,
  /// For good: nothing is known of its owner any more.
  CLOSED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static AccountStatus of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
