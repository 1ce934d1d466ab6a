package io.portcullis.session.standing;

import io.portcullis.contracts.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Optional;

/// @param evidenceNotBefore proofs from before this instant open no session, and what they opened ends
/// @param barred            no session at all. A later order lifts it, if it has a higher `version`
/// @param spared            the session whose customer has proved the password again just now: it counts as opened on that
/// @param version           of two orders the higher one is the later one; without it an order can bar, and lift nothing
@RegisterForReflection
record StandingChange(@NotNull Instant evidenceNotBefore, boolean barred, @NotNull StandingReason reason,
    Optional<SessionId> spared, Optional<@Min(0) Integer> version) {}
