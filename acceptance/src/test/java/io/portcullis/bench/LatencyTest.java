package io.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyTest {
  @Test
  void everyRequestIsInOneBin_thatReachesAroundItsTime() {
    Latency latency = Samples.latency(1, 50, 51, 900, 900, 40_000, 20_000_000);

    assertThat(latency.bins()).extracting(Latency.Bin::requests).containsExactly(2L, 1L, 2L, 1L, 1L);
    assertThat(latency.bins().stream().mapToDouble(latency::share).sum()).isCloseTo(1, within(1e-9));
    Latency.Bin third = latency.bins().get(2);
    assertThat(0.9).isGreaterThan(third.fromMillis()).isLessThanOrEqualTo(third.toMillis());
  }

  @Test
  void binsOfTwoRunsHaveTheSameBounds() {
    List<Double> one = Samples.latency(900, 40_000).bins().stream().map(Latency.Bin::toMillis).toList();
    List<Double> other = Samples.latency(30, 900, 40_000, 50_000_000).bins().stream().map(Latency.Bin::toMillis).toList();
    assertThat(other).containsAll(one);
  }
}
