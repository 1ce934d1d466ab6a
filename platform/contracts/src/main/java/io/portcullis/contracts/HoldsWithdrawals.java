package io.portcullis.contracts;

import java.time.Instant;
import java.util.Optional;

/// A fact after which money stays in the account for a while.
public interface HoldsWithdrawals {

  /// Until when at least: another change may hold it longer. Empty where it holds nothing.
  Optional<Instant> heldUntil();
}
