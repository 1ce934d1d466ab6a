package io.portcullis.session.standing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/// @param evidenceNotBefore proofs from before this instant open no session, and what they opened ends
/// @param barred            no session at all; nothing here ever lifts a bar
@RegisterForReflection
record StandingChange(@NotNull Instant evidenceNotBefore, boolean barred, @NotNull StandingReason reason) {}
