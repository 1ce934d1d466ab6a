package io.portcullis.runtime.start;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Lets scheduled jobs begin once everything else has started, and none any more once the service stops. The scheduler itself
/// starts before Kafka's channels are wired, and a job that appended to the outbox so early failed. It stops after the database's
/// pool was closed, and a job between the two logged an error.
@Singleton
class ScheduledJobs {

  /// Behind the framework's own observers (1000) and those without a priority (2500).
  private static final int LAST = 3000;
  private static final int FIRST = 1;

  void begin(@Observes @Priority(LAST) StartupEvent started, Scheduler scheduler) {
    scheduler.resume();
  }

  void end(@Observes @Priority(FIRST) ShutdownEvent stopping, Scheduler scheduler) {
    scheduler.pause();
  }
}
