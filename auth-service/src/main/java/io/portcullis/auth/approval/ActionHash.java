package io.portcullis.auth.approval;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.runtime.crypto.Base64Url;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of an action in its canonical form, as 43 characters of base64url.
@RegisterForReflection
record ActionHash(@JsonValue String value) {

  static final String FORM = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]";

  static ActionHash of(String canonical) {
    try {
      return new ActionHash(Base64Url.encode(
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
