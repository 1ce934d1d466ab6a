package io.portcullis.session.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Authentication methods by their RFC 8176 names. A method that is not listed here can't be weighed, so evidence of
/// it is refused as unreadable. The registry has no name for recovery codes: they are one-time passwords.
@RegisterForReflection
enum AuthenticationMethod {
  @JsonProperty("pwd") PWD("pwd"),
  @JsonProperty("otp") OTP("otp");

  private final String amr;

  AuthenticationMethod(String amr) {
    this.amr = amr;
  }

  String amr() {
    return amr;
  }
}
