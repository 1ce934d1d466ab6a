package io.portcullis.session.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/// One thing that the claimant has proved, and when.
@RegisterForReflection
record Evidence(@NotNull AuthenticationMethod amr, @NotNull Instant at) {}
