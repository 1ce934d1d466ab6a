package io.portcullis.runtime.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// The machine's clock, but never set back: what has expired stays expired (attack A-34). When the machine's is set back,
/// this one goes on at the pace of the monotonic clock until it is overtaken; docs/decisions/0019 says what that costs.
final class SteadyClock extends Clock {

  private static final Logger LOG = Logger.getLogger(SteadyClock.class);
  /// What daemons that keep time correct, and leap seconds, come to: not worth telling from a clock that was set.
  private static final Duration JITTER = Duration.ofSeconds(2);

  private final Clock machine;
  private final LongSupplier nanos;
  private volatile Anchor anchor;
  private volatile boolean isSetBack;

  SteadyClock(Clock machine, LongSupplier nanos) {
    this.machine = machine;
    this.nanos = nanos;
    anchor = new Anchor(machine.instant(), nanos.getAsLong());
  }

  /// One moment by both clocks.
  private record Anchor(Instant at, long nanos) {}

  // Threads may drop anchor side by side: each anchor is a true reading of both clocks, so whichever stays will do.
  @Override
  public Instant instant() {
    Anchor known = anchor;
    long elapsed = nanos.getAsLong();
    Instant told = machine.instant();
    Instant steady = known.at().plusNanos(elapsed - known.nanos());
    if (told.isBefore(steady.minus(JITTER))) {
      if (!isSetBack) {
        isSetBack = true;
        LOG.warnf("the machine's clock was set back by %s; going on without it until it catches up or this process is started again",
            Duration.between(told, steady));
      }
      return steady;
    }
    isSetBack = false;
    if (told.isAfter(steady.plus(JITTER))) {
      anchor = new Anchor(told, elapsed);
    }
    return told;
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
