package io.portcullis.session.risk;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Whether a device may do without the second factor for a while, and how long. A sign-in there is worth one factor:
/// whatever matters asks for the second one all the same (SAFE-9).
@Singleton
public class TrustPolicy {

  private static final String STRICT = "strict";

  private final Duration lifetime;

  TrustPolicy(TrustConfig config, @ConfigProperty(name = "portcullis.assurance-profile") String profile) {
    this.lifetime = STRICT.equalsIgnoreCase(profile) ? Duration.ZERO : config.lifetime();
  }

  /// Until when a device that earns trust now has it; empty where no device is trusted.
  public Optional<Instant> until(Instant now) {
    return lifetime.isPositive() ? Optional.of(now.plus(lifetime)) : Optional.empty();
  }

  /// Whether a device that was trusted once still is: what was given under a longer lifetime, or before the profile
  /// became strict, ends with the setting.
  ///
  /// @param notBefore what happened to the account since then ended all trust: a new password, another second factor
  public boolean holds(KnownDevice device, Instant notBefore, Instant now) {
    return device.trustedUntil().filter(now::isBefore).isPresent()
        // From the future: a clock was set back, and nobody can say how long ago it was.
        && device.trustedAt().filter(at -> !at.isBefore(notBefore) && !at.isAfter(now) && at.isAfter(earliest(now))).isPresent();
  }

  /// Trust from before this moment has ended, whatever its device's row says.
  public Instant earliest(Instant now) {
    return now.minus(lifetime);
  }
}
