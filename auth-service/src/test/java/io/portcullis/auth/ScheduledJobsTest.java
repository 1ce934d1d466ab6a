package io.portcullis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/// No job runs before the channels to Kafka are wired: it would fail to reach the outbox. None begins once the service stops.
@AuthTest
class ScheduledJobsTest {

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

  @Inject
  BeanManager beans;

  @Test
  void givenAStart_thenJobsBeginWhenTheChannelsAreWired_andRunFromThenOn() {
    assertThat(earlyBird.ranEarly).isFalse();
    assertThat(scheduler.isRunning()).isTrue();
  }

  /// Else a job between the end of the database's pool and that of the scheduler logs an error.
  @Test
  void givenAStop_thenTheFirstThingThatHappensIsThatNoJobBeginsAnyMore() {
    var stop = new ShutdownEvent();
    ObserverMethod<? super ShutdownEvent> first = beans.resolveObserverMethods(stop).stream()
        .min(Comparator.comparingInt(ObserverMethod::getPriority)).orElseThrow();
    assertThat(first.getBeanClass().getPackageName()).isEqualTo("io.portcullis.runtime.start");
    try {
      first.notify(stop);
      assertThat(scheduler.isRunning()).isFalse();
    } finally {
      scheduler.resume();
    }
  }
}
