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
}
