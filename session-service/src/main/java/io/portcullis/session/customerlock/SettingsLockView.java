package io.portcullis.session.customerlock;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portcullis.session.customerlock.SettingsLocks.On;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The settings lock as customers and auth-service see it.
///
/// @param days     how long unlocking takes; absent while the settings are open
/// @param lockedAt absent while the settings are open
/// @param opensAt  when the lock ends; present while the state is `unlocking`
@RegisterForReflection
@Schema(name = "SettingsLock")
record SettingsLockView(State state, Optional<Integer> days, Optional<Instant> lockedAt, Optional<Instant> opensAt) {

  @RegisterForReflection
  enum State {
    @JsonProperty("open") OPEN,
    @JsonProperty("locked") LOCKED,
    /// Still locked, and the clock runs.
    @JsonProperty("unlocking") UNLOCKING
  }

  static final SettingsLockView OPEN =
      new SettingsLockView(State.OPEN, Optional.empty(), Optional.empty(), Optional.empty());

  static SettingsLockView of(On lock) {
    return new SettingsLockView(lock.opensAt().isPresent() ? State.UNLOCKING : State.LOCKED,
        Optional.of(lock.days()), Optional.of(lock.lockedAt()), lock.opensAt());
  }
}
