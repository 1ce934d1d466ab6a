package io.portcullis.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SparseLogTest {

  private Instant now = Instant.parse("2026-11-22T18:00:00Z");
  private final SparseLog log = new SparseLog(new Clock() {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  });

  @Test
  void a26_flood_givenAHundredThousandRecordsInASecond_thenOneLineIsSaid_andTheNextOneCounts() {
    assertThat(log.due("revocations")).contains("");
    for (int i = 0; i < 100_000; i++) {
      assertThat(log.due("revocations")).isEmpty();
    }
    assertThat(log.due("messages")).contains("");

    now = now.plusSeconds(10);
    assertThat(log.due("revocations")).contains(" (and 100000 more since 2026-11-22T18:00:00Z)");
    assertThat(log.due("revocations")).isEmpty();
  }

  @Test
  void givenTheClockIsSetBackByAnHour_thenTheNextLineIsSaid() {
    assertThat(log.due("revocations")).isPresent();
    now = now.minusSeconds(3600);
    assertThat(log.due("revocations")).isPresent();
  }
}
