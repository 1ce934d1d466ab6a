package io.portcullis.auth.account;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/// Where an account stands. Before it is active there is no account, only a registration.
@RegisterForReflection
public enum AccountStatus {
  ACTIVE,
  /// By the company's staff: sign-ins are refused and sessions have ended until staff unlock it.
  LOCKED,
  /// Sign-ins are refused and sessions have ended until the way back (BACK-6) is through.
  FROZEN,
  /// For good: nothing is known of its owner any more.
  CLOSED;

  /// In SQL, of a row of `account` named `a`: a freeze is told before a lock.
  public static final String OF_ROW =
      "case when a.status = 'active' and a.locked_at is not null then 'locked' else a.status end as status";

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static AccountStatus of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
