package io.portcullis.mfa.totp;

import io.portcullis.mfa.policy.AssuranceProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// The time steps whose codes are accepted now (RFC 6238 §4 and §5.2).
@ApplicationScoped
class TimeSteps {

  static final Duration STEP = Duration.ofSeconds(30);

  /// How far away a phone's clock is looked for: ten minutes, to either side.
  static final int DIAGNOSED_STEPS = 20;

  private final Clock clock;
  private final int drift;

  TimeSteps(Clock clock, AssuranceProfile profile) {
    this.clock = clock;
    this.drift = profile.totpDriftSteps();
  }

  /// The oldest accepted step after `watermark` whose code this is; empty when there is none.
  OptionalLong match(TotpKey key, TotpCode code, long watermark) {
    long now = current();
    OptionalLong found = OptionalLong.empty();
    // Every step is computed, whichever matches: the time taken says nothing about the secret or its clock.
    for (long step = now + drift; step >= now - drift; step--) {
      if (key.code(step) == code.value() && step > watermark) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /// By how much the clock would be wrong that made this code, when it is one that [#match] does not accept; the least
  /// of those. It decides nothing: the code stays wrong.
  Optional<ClockDrift> diagnose(TotpKey key, TotpCode code, long watermark) {
    long now = current();
    Optional<ClockDrift> found = Optional.empty();
    // From the far ends inwards, and every step, as above. What was accepted before is a replay and no drift.
    for (int away = DIAGNOSED_STEPS; away > drift; away--) {
      for (long step : new long[] {now - away, now + away}) {
        if (key.code(step) == code.value() && step > watermark) {
          found = Optional.of(new ClockDrift(STEP.multipliedBy(step - now)));
        }
      }
    }
    return found;
  }

  private long current() {
    return clock.instant().getEpochSecond() / STEP.toSeconds();
  }
}
