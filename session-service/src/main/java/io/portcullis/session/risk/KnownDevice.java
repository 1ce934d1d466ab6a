package io.portcullis.session.risk;

import io.portcullis.contracts.DeviceId;
import java.time.Instant;
import java.util.Optional;

/// A device that the account was signed in to from before.
///
/// @param trustedAt    when a second factor was shown there and its owner asked for trust
/// @param trustedUntil when that ends
public record KnownDevice(DeviceId id, Optional<Instant> trustedAt, Optional<Instant> trustedUntil) {

  /// @param notBefore what happened to the account since then ended all trust: a new password, another second factor
  public boolean isTrusted(Instant notBefore, Instant now) {
    return trustedUntil.filter(now::isBefore).isPresent()
        && trustedAt.filter(at -> !at.isBefore(notBefore) && !at.isAfter(now)).isPresent();
  }
}
