package io.portcullis.runtime.ended;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portcullis.contracts.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndedSessionsTest {

  private static final Duration MEMORY = Duration.ofMinutes(10);

  private Instant now = Instant.parse("2026-11-22T18:00:00Z");
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final EndedSessions ended = new EndedSessions(new Clock() {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }, () -> MEMORY, metrics);

  @Test
  void boundedMemory_givenEndingsWhoseTokensHaveExpired_thenTheyAreForgotten() {
    for (int i = 0; i < 1000; i++) {
      ended.add(new SessionId(UUID.randomUUID()), now.plusSeconds(i % 2 == 0 ? 60 : 120));
    }
    ended.add(new SessionId(UUID.randomUUID()), now);
    assertThat(known()).isEqualTo(1000);

    now = now.plusSeconds(60);
    ended.forgetExpired();
    assertThat(known()).isEqualTo(500);
    now = now.plusSeconds(60);
    ended.forgetExpired();
    assertThat(known()).isZero();
  }

  @Test
  void givenTheSameEndingTwice_thenTheLaterMomentCounts() {
    var session = new SessionId(UUID.randomUUID());
    ended.add(session, now.plusSeconds(120));
    ended.add(session, now.plusSeconds(60));
    now = now.plusSeconds(61);
    ended.forgetExpired();
    assertThat(ended.contains(session)).isTrue();
  }

  @Test
  void givenThePastIsUnread_thenTheInstanceIsNotReady_untilItIsReadOrEveryOldTokenHasExpired() {
    assertThat(ended.areKnown()).isFalse();
    now = now.plus(MEMORY).minusMillis(1);
    assertThat(ended.areKnown()).isFalse();
    now = now.plusMillis(1);
    assertThat(ended.areKnown()).isTrue();
  }

  @Test
  void givenThePastIsRead_thenTheInstanceIsReadyAtOnce() {
    ended.pastIsKnown();
    assertThat(ended.areKnown()).isTrue();
  }

  private double known() {
    return metrics.get("portcullis.revocations.known").gauge().value();
  }
}
