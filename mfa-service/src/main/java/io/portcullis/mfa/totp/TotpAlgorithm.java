package io.portcullis.mfa.totp;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// The hash under a code's HMAC (RFC 6238 §1.2). Every app speaks SHA-1; some ignore what else they are told, and show
/// wrong codes.
@RegisterForReflection
public enum TotpAlgorithm {
  SHA1("HmacSHA1", 20), SHA256("HmacSHA256", 32), SHA512("HmacSHA512", 64);

  private final String mac;
  private final int secretBytes;

  TotpAlgorithm(String mac, int secretBytes) {
    this.mac = mac;
    this.secretBytes = secretBytes;
  }

  /// As `otpauth` URIs, tables and the API spell it.
  @JsonValue
  public String wireName() {
    return name();
  }

  /// As the JDK calls it.
  String mac() {
    return mac;
  }

  /// RFC 6238 §5.1: a secret should be as long as the hash.
  int secretBytes() {
    return secretBytes;
  }
}
