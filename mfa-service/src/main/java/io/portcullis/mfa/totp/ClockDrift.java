package io.portcullis.mfa.totp;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// By how much a phone's clock is wrong; positive when it is ahead. Told to who has shown to be the owner, never to who
/// is still guessing: it would say that a wrong code was nearly right.
public record ClockDrift(Duration ahead) {

  static Optional<ClockDrift> least(Collection<ClockDrift> drifts) {
    return drifts.stream().min(Comparator.comparing(drift -> drift.ahead().abs()));
  }
}
