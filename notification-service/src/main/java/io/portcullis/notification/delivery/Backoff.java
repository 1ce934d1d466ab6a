package io.portcullis.notification.delivery;

import java.time.Duration;
import java.util.Optional;

/// When to try again: after 2 s, then twice as long each time, at most 6 h; sixteen tries within about a day.
final class Backoff {

  private static final int MOST_TRIES = 16;
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofHours(6);

  private Backoff() {}

  /// The pause after try number `attempt` failed; empty when it was the last.
  static Optional<Duration> after(int attempt) {
    if (attempt >= MOST_TRIES) {
      return Optional.empty();
    }
    Duration pause = FIRST.multipliedBy(1L << attempt - 1);
    return Optional.of(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
  }
}
