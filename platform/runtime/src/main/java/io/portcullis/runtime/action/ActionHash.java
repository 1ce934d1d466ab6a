package io.portcullis.runtime.action;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.crypto.Sha256;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// SHA-256 of an action in its canonical form, as 43 characters of base64url.
@RegisterForReflection
public record ActionHash(@JsonValue String value) {

  public static final String FORM = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]";

  /// @param canonical as [CanonicalAction#of] writes it
  public static ActionHash of(String canonical) {
    return new ActionHash(Base64Url.encode(Sha256.of(canonical)));
  }

  @Override
  public String toString() {
    return value;
  }
}
