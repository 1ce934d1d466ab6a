package io.portcullis.mfa.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// A way to prove a second factor; strongest first.
@RegisterForReflection
public enum Method {
  TOTP("totp", "otp"),
  /// A look-up secret (NIST SP 800-63B-4 §3.1.2). RFC 8176 has no name of its own for it; used once, it is an `otp`.
  RECOVERY_CODE("recovery-code", "otp");

  private final String wireName;
  private final String amr;

  Method(String wireName, String amr) {
    this.wireName = wireName;
    this.amr = amr;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  /// What this method proves, in the words of RFC 8176.
  public List<String> amr() {
    return List.of(amr);
  }
}
