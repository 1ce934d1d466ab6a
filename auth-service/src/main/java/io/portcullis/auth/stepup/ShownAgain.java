package io.portcullis.auth.stepup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.portcullis.auth.factor.PublicKeyCredential;
import io.portcullis.auth.factor.ShownFactor;
import io.portcullis.auth.factor.WebAuthnJson;
import io.portcullis.runtime.crypto.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a customer shows to step up.
///
/// @param method     one of those that were offered
/// @param password   for `password`
/// @param credential for `webauthn`: `AuthenticationResponseJSON` (WebAuthn L3 §5.1)
/// @param code       for every other one
public record ShownAgain(
    @NotNull @Pattern(regexp = ShownFactor.METHOD) @Schema(examples = "totp") String method,
    @Schema(examples = "123456") Optional<@Size(max = ShownFactor.LONGEST_CODE) String> code,
    @Schema(implementation = String.class) Optional<Secret> password,
    Optional<@PublicKeyCredential WebAuthnJson> credential) {

  @JsonIgnore
  @Schema(hidden = true)
  @AssertTrue(message = "exactly one of code, password (for the method password) and credential is needed")
  public boolean isOneProof() {
    boolean passwordWanted = AuthenticationClass.PASSWORD.equals(method);
    return password.isPresent() == passwordWanted
        && Stream.of(code, password, credential).filter(Optional::isPresent).count() == 1;
  }

  @Override
  public String toString() {
    return "ShownAgain[" + method + "]";
  }
}
