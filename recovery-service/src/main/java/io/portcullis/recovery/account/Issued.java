package io.portcullis.recovery.account;

import java.time.Instant;
import java.util.Optional;

/// When a link was issued, as auth-service can tell what came after it.
///
/// @param at    by our clock
/// @param epoch what auth-service had said right before; empty for a link of an earlier release
public record Issued(Instant at, Optional<Integer> epoch) {}
