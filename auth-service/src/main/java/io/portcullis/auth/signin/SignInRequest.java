package io.portcullis.auth.signin;

import io.portcullis.auth.human.HumanProof;
import io.portcullis.runtime.crypto.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param deviceToken what an earlier sign-in on this device gave
/// @param rememberMe  whether the session may outlive a short absence; no unless said
/// @param tokensIn    where refresh and device token go; into the body unless said
/// @param restrictedSession whether a restricted session will do where the only second factor is an address that has just
///                    reset the password, and no recovery code is at hand; no unless said
/// @param humanProof  the answer to the challenge of an answer `human-verification`; the rest is repeated as it was
record SignInRequest(
    @NotNull @Size(max = 320) @Schema(examples = "ann@example.org") String identifier,
    @NotNull @Schema(implementation = String.class) Secret password,
    Optional<@Size(max = 256) String> deviceToken,
    Optional<Boolean> rememberMe,
    Optional<TokensIn> tokensIn,
    Optional<Boolean> restrictedSession,
    Optional<@Valid HumanProof> humanProof) {

  @Override
  public String toString() {
    return "SignInRequest[redacted]";
  }
}
