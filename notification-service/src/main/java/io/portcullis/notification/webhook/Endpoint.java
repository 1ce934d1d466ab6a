package io.portcullis.notification.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A receiver.
///
/// @param types        of events that it hears of; none means all
/// @param failingSince the first failure after the last success
/// @param disabledAt   since when it is sent nothing, since it took nothing for days
/// @param pausedAt     since when an operator has it sent nothing
record Endpoint(UUID id, String url, List<String> types, Instant registeredAt, Optional<Instant> failingSince,
    Optional<Instant> disabledAt, Optional<Instant> pausedAt) {

  boolean isServed() {
    return disabledAt.isEmpty() && pausedAt.isEmpty();
  }


  boolean hearsOf(String type) {
    return types.isEmpty() || types.contains(type);
  }
}
