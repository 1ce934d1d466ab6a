package io.portcullis.session.risk;

import io.portcullis.contracts.DeviceId;
import java.time.Instant;
import java.util.Optional;

/// A device that the account was signed in to from before.
///
/// @param trustedAt    when a second factor was shown there and its owner asked for trust
/// @param trustedUntil when that ends
public record KnownDevice(DeviceId id, Optional<Instant> trustedAt, Optional<Instant> trustedUntil) {}
