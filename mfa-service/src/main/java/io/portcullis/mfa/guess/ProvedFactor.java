package io.portcullis.mfa.guess;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The very factor that was shown.
///
/// @param id        empty for an address
/// @param settledAt from when on it is settled
public record ProvedFactor(Optional<UUID> id, Instant settledAt) {}
