package io.portcullis.session.lifecycle;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Optional;

/// One thing that the claimant has proved, and when.
///
/// @param settledAt from when on the second factor that proved it is settled; empty for what is no second factor, and from
///                  an mfa-service that does not tell ages yet
@RegisterForReflection
record Evidence(@NotNull AuthenticationMethod amr, @NotNull Instant at, Optional<Instant> settledAt) {}
