package io.portcullis.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

  private static final Instant START = Instant.parse("2026-03-29T00:59:00Z");

  private final Machine machine = new Machine();
  private final SteadyClock clock = new SteadyClock(machine, () -> machine.monotonic.toNanos());

  @Test
  void givenAnHonestMachine_thenItTellsItsTime() {
    machine.pass(Duration.ofMinutes(10));
    assertThat(clock.instant()).isEqualTo(machine.instant());
  }

  @Test
  void a34Clock_givenTheMachineIsSetBack_thenTimeGoesOnFromWhereItWas() {
    machine.pass(Duration.ofMinutes(1));
    machine.set(Duration.ofMinutes(-10));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    machine.pass(Duration.ofMinutes(2));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(180));
  }

  @Test
  void a34Clock_givenItWasSetBack_whenTheMachineHasCaughtUp_thenItIsFollowedAgain() {
    machine.set(Duration.ofMinutes(-10));
    assertThat(clock.instant()).isEqualTo(START);
    machine.set(Duration.ofMinutes(11));
    assertThat(clock.instant()).isEqualTo(machine.instant());
    machine.pass(Duration.ofSeconds(7));
    assertThat(clock.instant()).isEqualTo(machine.instant());
  }

  @Test
  void a34Clock_givenItWasSetForwardAndReadThere_whenItIsSetBack_thenItStaysAhead() {
    machine.set(Duration.ofMinutes(6));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(360));
    machine.set(Duration.ofMinutes(-6));
    machine.pass(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(361));
  }

  @Test
  void a34Clock_givenALeapSecond_thenTheMachineIsFollowed() {
    machine.set(Duration.ofSeconds(-1));
    assertThat(clock.instant()).isEqualTo(machine.instant());
  }

  @Test
  void givenTheMachineSlept_whenOnlyItsWallClockWentOn_thenItIsFollowed() {
    machine.set(Duration.ofHours(8));
    machine.pass(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(machine.instant());
  }

  private static final class Machine extends Clock {
    private Instant wall = START;
    private Duration monotonic = Duration.ofDays(3);

    void pass(Duration time) {
      wall = wall.plus(time);
      monotonic = monotonic.plus(time);
    }

    void set(Duration by) {
      wall = wall.plus(by);
    }

    @Override
    public Instant instant() {
      return wall;
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
}
