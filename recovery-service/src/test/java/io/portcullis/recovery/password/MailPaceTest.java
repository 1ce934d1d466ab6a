package io.portcullis.recovery.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailPaceTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LINK_LIFETIME = Duration.ofMinutes(20);

  @Test
  void givenNoMailYet_thenAtOnce_andTheSecondToo() {
    assertThat(MailPace.next(List.of(), START)).isEqualTo(START);
    assertThat(MailPace.next(List.of(START), START)).isEqualTo(START);
    assertThat(MailPace.next(List.of(START, START), START)).isEqualTo(START.plus(Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42, 300, 900, 3000})
  void mailBomb_givenADayOfRequests_thenNeverMoreThanFiveInAnyHour_andAlwaysALinkThatWorks(long everySeconds) {
    List<Instant> mails = sentDuring(Duration.ofDays(1), everySeconds);

    for (int i = 5; i < mails.size(); i++) {
      assertThat(Duration.between(mails.get(i - 5), mails.get(i))).isGreaterThanOrEqualTo(MailPace.WINDOW);
    }
    for (int i = 1; i < mails.size(); i++) {
      Duration gap = Duration.between(mails.get(i - 1), mails.get(i));
      assertThat(gap).isLessThanOrEqualTo(LINK_LIFETIME.plusSeconds(2 * everySeconds));
    }
  }

  // Requests at random moments; one that comes too early waits, and one waiting request is enough.
  private static List<Instant> sentDuring(Duration span, long everySeconds) {
    var random = new Random(everySeconds);
    List<Instant> mails = new ArrayList<>();
    for (Instant now = START; now.isBefore(START.plus(span)); now = now.plusSeconds(random.nextLong(2 * everySeconds) + 1)) {
      Instant since = now.minus(MailPace.WINDOW);
      Instant next = MailPace.next(mails.stream().filter(since::isBefore).toList(), now);
      if (!next.isAfter(now)) {
        mails.add(now);
      }
    }
    return mails;
  }
}
