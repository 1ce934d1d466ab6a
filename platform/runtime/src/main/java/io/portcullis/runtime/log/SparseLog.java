package io.portcullis.runtime.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Lets one line through in ten seconds and counts what it stands for: a flood of records is no flood of lines. Counters
/// still count each.
public final class SparseLog {

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<String, Line> last = new HashMap<>();

  public SparseLog(Clock clock) {
    this.clock = clock;
  }

  /// What to put at the end of a line that is due; empty when the line would come too early.
  ///
  /// @param subject what the line is about; one of few, never taken from a record
  public synchronized Optional<String> due(String subject) {
    Instant now = clock.instant();
    Line line = last.get(subject);
    if (line != null && Duration.between(line.at, now).abs().compareTo(PAUSE) < 0) {
      last.put(subject, new Line(line.at, line.unsaid + 1));
      return Optional.empty();
    }
    last.put(subject, new Line(now, 0));
    return Optional.of(line == null || line.unsaid == 0 ? "" : " (and %d more since %s)".formatted(line.unsaid, line.at));
  }

  private record Line(Instant at, long unsaid) {}
}
