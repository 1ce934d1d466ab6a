package io.portcullis.contracts;

import java.time.Instant;

/// What recovery-service publishes.
@PublishedBy("recovery-service")
public sealed interface RecoveryEvent extends SecurityEvent {

  /// A way back was asked for and a link was sent (RISC recovery-activated).
  @WireName("io.portcullis.recovery.recovery-activated.v1")
  record RecoveryActivated(EventId id, AccountId subject, Instant time) implements RecoveryEvent {}
}
