package io.portcullis.testkit;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that runs like the real one, and that a test may set forward or back. It takes the real one's place in the
/// service under test; inject it to move time.
@Mock
@Singleton
public class MutableClock extends Clock {

  private final Clock real = Clock.systemUTC();
  private final AtomicReference<Clock> running = new AtomicReference<>(real);
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  public void advance(Duration by) {
    offset.updateAndGet(by::plus);
  }

  /// Stands still until [#reset], so that a busy machine takes no time: for tests of the last second before something
  /// is over.
  public void stop() {
    running.set(Clock.fixed(real.instant(), ZoneOffset.UTC));
  }

  /// Back to real time. Call it after each test that moved the clock.
  public void reset() {
    running.set(real);
    offset.set(Duration.ZERO);
  }

  @Override
  public Instant instant() {
    return running.get().instant().plus(offset.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
