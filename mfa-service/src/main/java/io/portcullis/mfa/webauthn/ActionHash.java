package io.portcullis.mfa.webauthn;

import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.crypto.Sha256;
import java.nio.charset.StandardCharsets;

/// SHA-256 of the action that a customer approves, as auth-service made it.
///
/// @param value 43 characters of base64url
public record ActionHash(String value) {

  public static final String FORM = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]";

  /// Keeps these challenges apart from whatever else is hashed.
  private static final byte[] CONTEXT = "portcullis action challenge v1".getBytes(StandardCharsets.US_ASCII);

  public ActionHash {
    if (!value.matches(FORM)) {
      throw new IllegalArgumentException("no SHA-256");
    }
  }

  /// What an authenticator is asked to sign for this action: SHA-256(context ‖ hash ‖ nonce). So the signature covers the
  /// action itself, and everybody who knows both can check that it does.
  byte[] challenge(byte[] nonce) {
    return Sha256.of(CONTEXT, Base64Url.decode(value).orElseThrow(), nonce);
  }
}
