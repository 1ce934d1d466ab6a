package io.portcullis.acceptance.walk;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// What the model knows of holds: by what docs/money.md says, and by a time that the walk moves itself.
final class Holds {
  /// After each change that the walk makes.
  enum Change {
    PASSWORD(24), FACTOR_REMOVED(24), WEAKENED(24), FACTOR_ADDED(6), RECOVERY_CODES(24), RECOVERY_CODE_USED(48), PASSPHRASE(24), IDENTIFIERS(24);

    private final Duration length;

    Change(int hours) {
      length = Duration.ofHours(hours);
    }
  }

  private final Map<Change, Duration> ends = new TreeMap<>();
  private Duration now = Duration.ZERO;

  void note(Change change) {
    ends.merge(change, now.plus(change.length), (old, fresh) -> old.compareTo(fresh) > 0 ? old : fresh);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /// Empty when nothing is held.
  Map<Change, Duration> left() {
    var left = new TreeMap<Change, Duration>();
    ends.forEach((change, end) -> {
      if (end.compareTo(now) > 0) left.put(change, end.minus(now));
    });
    return left;
  }
}
