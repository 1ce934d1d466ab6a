package io.portcullis.auth.registration;

import io.portcullis.auth.human.HumanProof;
import io.portcullis.runtime.crypto.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param identifier e-mail address, or phone number with `+` and country code
/// @param locale     BCP 47 language tag of messages; English unless given
/// @param humanProof when an earlier answer asked for one
record RegistrationRequest(
    @NotNull @Size(max = 320) @Schema(examples = "ann@example.org") String identifier,
    @NotNull @Schema(implementation = String.class, examples = "copper lantern ferry moss") Secret password,
    Optional<@Size(max = 35) @Pattern(regexp = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*") String> locale,
    Optional<@Valid HumanProof> humanProof) {

  @Override
  public String toString() {
    return "RegistrationRequest[redacted]";
  }
}
