package io.portcullis.acceptance;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what happens by itself, but never for ever.
public final class Eventually {
  private static final Duration STEP = Duration.ofMillis(50);

  private Eventually() {}

  /// @param what ends the sentence "did not happen in time: …"
  /// @return what `look` found first
  public static <T> T find(Duration within, String what, Supplier<Optional<T>> look) {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) return found.get();
      if (System.nanoTime() - deadline > 0) throw new Unexpected("did not happen within %s: %s".formatted(within, what));
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  public static void holds(Duration within, String what, BooleanSupplier condition) {
    find(within, what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }
}
