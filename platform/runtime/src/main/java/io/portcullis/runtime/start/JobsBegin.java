package io.portcullis.runtime.start;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Lets scheduled jobs begin once everything else has started. The scheduler itself starts before Kafka's channels are wired,
/// and a job that appended to the outbox so early failed.
@Singleton
class JobsBegin {

  /// Behind the framework's own observers (1000) and those without a priority (2500).
  private static final int LAST = 3000;

  void begin(@Observes @Priority(LAST) StartupEvent started, Scheduler scheduler) {
    scheduler.resume();
  }
}
