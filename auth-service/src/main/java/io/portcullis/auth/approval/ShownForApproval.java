package io.portcullis.auth.approval;

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
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a customer shows to approve an action.
///
/// @param method     the one that was prepared
/// @param code       for every method but `webauthn`
/// @param credential for `webauthn`: `AuthenticationResponseJSON` (WebAuthn L3 §5.1)
/// @param passphrase trading passphrase, six digits
@Schema(name = "ShownForApproval")
public record ShownForApproval(
    @NotNull @Pattern(regexp = ShownFactor.METHOD) @Schema(examples = "webauthn") String method,
    @Schema(examples = "123456") Optional<@Size(max = ShownFactor.LONGEST_CODE) String> code,
    Optional<@PublicKeyCredential WebAuthnJson> credential,
    @NotNull @Schema(implementation = String.class, examples = "483920") Secret passphrase) {

  @JsonIgnore
  @Schema(hidden = true)
  @AssertTrue(message = "exactly one of code and credential is needed")
  public boolean isCodeOrCredential() {
    return code.isPresent() != credential.isPresent();
  }

  // Before anything is tried: a slip of the finger must not cost the second factor.
  @JsonIgnore
  @Schema(hidden = true)
  @AssertTrue(message = "passphrase: six digits")
  public boolean isPassphraseWellFormed() {
    return passphrase == null || passphrase.reveal().matches("[0-9]{6}");
  }

  @Override
  public String toString() {
    return "ShownForApproval[" + method + "]";
  }
}
