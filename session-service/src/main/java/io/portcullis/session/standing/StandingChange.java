package io.portcullis.session.standing;

import io.portcullis.contracts.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Optional;

/// @param evidenceNotBefore proofs from before this instant open no session, and what they opened ends
/// @param barred            no session at all; nothing here ever lifts a bar
/// @param spared            the session whose customer has proved the password again just now: it counts as opened on that
@RegisterForReflection
record StandingChange(@NotNull Instant evidenceNotBefore, boolean barred, @NotNull StandingReason reason,
    Optional<SessionId> spared) {}
