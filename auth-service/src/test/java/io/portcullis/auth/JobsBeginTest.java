package io.portcullis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;

/// No job runs before the channels to Kafka are wired: it would fail to reach the outbox.
@AuthTest
class JobsBeginTest {

  /// Looks at the scheduler when the channels have just been wired.
  @Singleton
  static class EarlyBird {

    private boolean ranEarly;

    void look(@Observes @Priority(1001) StartupEvent started, Scheduler scheduler) {
      ranEarly = scheduler.isRunning();
    }
  }

  @Inject
  EarlyBird earlyBird;

  @Inject
  Scheduler scheduler;

  @Test
  void givenAStart_thenJobsBeginWhenTheChannelsAreWired_andRunFromThenOn() {
    assertThat(earlyBird.ranEarly).isFalse();
    assertThat(scheduler.isRunning()).isTrue();
  }
}
