package io.portcullis.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void givenTriesThatFail_thenThePausesDoubleUpToSixHoursAndEndAfterSixteen() {
    assertThat(Backoff.after(1)).contains(Duration.ofSeconds(2));
    assertThat(Backoff.after(2)).contains(Duration.ofSeconds(4));
    assertThat(Backoff.after(15)).contains(Duration.ofHours(6));
    assertThat(Backoff.after(16)).isEmpty();
  }

  @Test
  void givenAnOutageOfHalfADay_thenThereAreTriesLeft() {
    Duration whole = IntStream.rangeClosed(1, 15).mapToObj(Backoff::after).flatMap(Optional::stream)
        .reduce(Duration.ZERO, Duration::plus);
    assertThat(whole).isBetween(Duration.ofHours(12), Duration.ofHours(24));
  }
}
