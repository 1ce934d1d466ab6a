package io.portcullis.runtime.action;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.runtime.crypto.Base64Url;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of an action in its canonical form, as 43 characters of base64url.
@RegisterForReflection
public record ActionHash(@JsonValue String value) {

  public static final String FORM = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]";

  /// @param canonical as [CanonicalAction#of] writes it
  public static ActionHash of(String canonical) {
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
