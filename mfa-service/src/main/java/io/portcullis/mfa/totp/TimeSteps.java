package io.portcullis.mfa.totp;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/// The time steps whose codes are accepted now (RFC 6238 §4 and §5.2).
@ApplicationScoped
class TimeSteps {

  static final Duration STEP = Duration.ofSeconds(30);

  private final Clock clock;
  private final int drift;

  TimeSteps(Clock clock, TotpConfig config) {
    this.clock = clock;
    this.drift = config.driftSteps();
  }

  /// The oldest accepted step after `watermark` whose code this is; empty when there is none.
  OptionalLong match(byte[] secret, TotpCode code, long watermark) {
    long now = clock.instant().getEpochSecond() / STEP.toSeconds();
    OptionalLong found = OptionalLong.empty();
    // Every step is computed, whichever matches: the time taken says nothing about the secret or its clock.
    for (long step = now + drift; step >= now - drift; step--) {
      if (Hotp.code(secret, step, TotpCode.MODULUS) == code.value() && step > watermark) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }
}
