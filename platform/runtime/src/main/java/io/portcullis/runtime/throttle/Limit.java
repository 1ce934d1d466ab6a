package io.portcullis.runtime.throttle;

import java.time.Duration;

/// How many of something are allowed in one window.
///
/// @param name   part of the Redis key: `<service>:<what>`
/// @param size   how many may pass in one window; at least 1
/// @param window how long one window is; windows follow one another from the epoch on
public record Limit(String name, long size, Duration window) {

  public Limit {
    if (size < 1 || window.toSeconds() < 1) {
      throw new IllegalArgumentException(name + ": a limit lets at least one pass in at least a second");
    }
  }

  public Counted on(String subject) {
    return new Counted(this, subject);
  }

  /// What is counted under a limit: an account, a network, a device.
  public record Counted(Limit limit, String subject) {}
}
