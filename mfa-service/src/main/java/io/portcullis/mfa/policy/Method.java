package io.portcullis.mfa.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// A way to prove a second factor; strongest first. A recovery code is a way of its own: it lets its owner in to make
/// good what was lost, and stands in for nothing else.
@RegisterForReflection
public enum Method {
  WEBAUTHN("webauthn", "pop", "user", "mfa"),
  TOTP("totp", "otp"),
  /// RFC 8176 has no name for a code by e-mail: a private value.
  EMAIL("email", "email"),
  SMS("sms", "sms"),
  /// A look-up secret (NIST SP 800-63B-4 §3.1.2), for which RFC 8176 has no name either. Not `otp`: what it proves is
  /// worth less than what an authenticator proves.
  RECOVERY_CODE("recovery-code", "recovery-code");

  private final String wireName;
  private final List<String> amr;

  Method(String wireName, String... amr) {
    this.wireName = wireName;
    this.amr = List.of(amr);
  }

  /// @throws IllegalArgumentException when no method is called so
  public static Method of(String wireName) {
    return Arrays.stream(values()).filter(method -> method.wireName.equals(wireName)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no method"));
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  /// What this method proves at its best, in the words of RFC 8176.
  public List<String> amr() {
    return amr;
  }

  public boolean isAtLeastAsStrongAs(Method other) {
    return this != RECOVERY_CODE && compareTo(other) <= 0;
  }

  /// Whether an authentication that was done by `amr` has used this method.
  boolean isAmong(Collection<String> amr) {
    return amr.contains(this.amr.getFirst());
  }
}
