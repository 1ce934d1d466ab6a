package io.portcullis.session.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the installation's settings do to trust that was given before.
class TrustPolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final KnownDevice TRUSTED = new KnownDevice(new DeviceId(new UUID(1, 2)),
      Optional.of(NOW.minus(Duration.ofDays(10))), Optional.of(NOW.plus(Duration.ofDays(20))));

  @Test
  void givenTheSameLifetime_thenItHolds() {
    assertThat(holds(Duration.ofDays(30), "standard")).isTrue();
  }

  @Test
  void a35Downgrade_givenTrustIsSwitchedOffOrShortened_orTheProfileBecomesStrict_thenItEndsAtOnce() {
    assertThat(holds(Duration.ZERO, "standard")).isFalse();
    assertThat(holds(Duration.ofDays(9), "standard")).isFalse();
    assertThat(holds(Duration.ofDays(30), "strict")).isFalse();
    assertThat(new TrustPolicy(() -> Duration.ofDays(30), "STRICT").until(NOW)).isEmpty();
  }

  private static boolean holds(Duration lifetime, String profile) {
    return new TrustPolicy(() -> lifetime, profile).holds(TRUSTED, Instant.EPOCH, NOW);
  }
}
