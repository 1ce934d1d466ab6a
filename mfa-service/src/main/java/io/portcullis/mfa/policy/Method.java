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

  /// @throws IllegalArgumentException when no method is called so
  public static Method of(String wireName) {
    return Arrays.stream(values()).filter(method -> method.wireName.equals(wireName)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no method"));
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

  public boolean isAtLeastAsStrongAs(Method other) {
    return this != RECOVERY_CODE && compareTo(other) <= 0;
  }

  public boolean isStrongerThan(Method other) {
    return this != RECOVERY_CODE && compareTo(other) < 0;
  }

  /// Whether it proves no more than that its owner reads what is sent to an address.
  public boolean isSentOutOfBand() {
    return this == EMAIL || this == SMS;
  }

  /// Whether an authentication that was done by `amr` has used this method.
  boolean isAmong(Collection<String> amr) {
    return amr.contains(this.amr.getFirst());
  }
}
