package io.portcullis.auth.factor;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param method which of the offered ones the claimant wants to show
public record ChallengeRequest(
    @NotNull @Pattern(regexp = ShownFactor.METHOD) @Schema(examples = "webauthn") String method) {}
