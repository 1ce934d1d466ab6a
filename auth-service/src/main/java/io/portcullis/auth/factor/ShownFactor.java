package io.portcullis.auth.factor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A second factor as the claimant shows it: a code that was typed, or what the browser made of a WebAuthn challenge.
///
/// @param method     one of those that were offered
/// @param code       for every method but `webauthn`
/// @param credential for `webauthn`: `AuthenticationResponseJSON` (WebAuthn L3 §5.1)
/// @param trustDevice whether to ask for no second factor on this device for a while, where that is allowed
public record ShownFactor(
    @NotNull @Pattern(regexp = ShownFactor.METHOD) @Schema(examples = "totp") String method,
    @Schema(examples = "123456") Optional<@Size(max = ShownFactor.LONGEST_CODE) String> code,
    Optional<@PublicKeyCredential WebAuthnJson> credential,
    Optional<Boolean> trustDevice) {

  public static final String METHOD = "[a-z][a-z-]{0,31}";
  public static final int LONGEST_CODE = 64;

  @JsonIgnore
  @Schema(hidden = true)
  @AssertTrue(message = "exactly one of code and credential is needed")
  public boolean isCodeOrCredential() {
    return code.isPresent() != credential.isPresent();
  }

  @Override
  public String toString() {
    return "ShownFactor[" + method + "]";
  }
}
