package io.portcullis.runtime.token;

import java.time.Instant;
import java.util.Optional;

/// The operation changes a security setting, and the customer has locked these.
public final class LockedByCustomer extends RuntimeException {

  private final transient Optional<Instant> opensAt;

  public LockedByCustomer(SettingsLock lock) {
    super("the settings are locked", null, false, false);
    this.opensAt = lock.opensAt();
  }

  /// From when on a change is possible; empty until the customer has asked for unlocking.
  public Optional<Instant> opensAt() {
    return opensAt;
  }
}
