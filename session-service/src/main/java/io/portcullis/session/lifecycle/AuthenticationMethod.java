package io.portcullis.session.lifecycle;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Authentication methods by their RFC 8176 names, and three of our own for which the registry has none: a code by
/// e-mail, a recovery code, and a code to an address that the account has proved. A method that is not listed here can't
/// be weighed, so evidence of it is refused as unreadable.
@RegisterForReflection
enum AuthenticationMethod {
  @JsonProperty("pwd") PWD("pwd"),
  @JsonProperty("otp") OTP("otp"),
  /// A passkey or security key.
  @JsonProperty("pop") POP("pop"),
  /// … that somebody touched.
  @JsonProperty("user") USER("user"),
  /// … and unlocked by PIN, finger or face: with [#POP] a second factor in the same ceremony.
  @JsonProperty("mfa") MFA("mfa"),
  @JsonProperty("sms") SMS("sms"),
  @JsonProperty("email") EMAIL("email"),
  @JsonProperty("recovery-code") RECOVERY_CODE("recovery-code"),
  /// NIST SP 800-63A-4 §2.5's validated address, to which an unusual sign-in had a code sent. No factor: whoever reads
  /// it could have reset the password with it.
  @JsonProperty("validated-address") VALIDATED_ADDRESS("validated-address");

  private final String amr;

  AuthenticationMethod(String amr) {
    this.amr = amr;
  }

  String amr() {
    return amr;
  }
}
