package io.portcullis.mfa.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One enrolled factor, as far as the rules for changing an account look at it.
///
/// @param id             empty for an address, of which there is one of each kind
/// @param settledAt      from when on it may confirm changes of older factors
/// @param besideStronger whether its owner wants it offered although a stronger one is enrolled
public record Factor(Method method, Optional<UUID> id, Instant settledAt, boolean besideStronger) {

  public boolean isSettled(Instant now) {
    return !settledAt.isAfter(now);
  }
}
