package io.portcullis.runtime.time;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// The one place that reads the machine's time. Tests put a movable clock in its place.
class ClockProducer {

  @Produces
  @Singleton
  @DefaultBean
  Clock clock() {
    return new SteadyClock(Clock.systemUTC(), System::nanoTime);
  }
}
