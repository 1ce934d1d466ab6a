package io.portcullis.mfa.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// A way to prove a second factor; strongest first.
@RegisterForReflection
public enum Method {
  /// Possession alone; see [#USER_VERIFIED] for what it proves when the authenticator knew its user.
  WEBAUTHN("webauthn", "pop", "user"),
  TOTP("totp", "otp"),
  EMAIL("email", "email"),
  SMS("sms", "sms"),
  /// A look-up secret (NIST SP 800-63B-4 §3.1.2).
  RECOVERY_CODE("recovery-code", "recovery-code");

  /// An authenticator that verified its user is two factors in one.
  public static final List<String> USER_VERIFIED = List.of("pop", "user", "mfa");

  private final String wireName;
  private final List<String> amr;

  Method(String wireName, String... amr) {
    this.wireName = wireName;
    this.amr = List.of(amr);
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  /// What this method proves. RFC 8176 names `pop`, `user`, `mfa`, `otp` and `sms`; it has no word for e-mail nor for a
  /// recovery code, so these two are ours.
  public List<String> amr() {
    return amr;
  }
}
