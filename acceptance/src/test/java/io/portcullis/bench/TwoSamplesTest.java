package io.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoSamplesTest {
  private static final double[] LOW = {1, 2, 3, 4, 5};
  private static final double[] HIGH = {6, 7, 8, 9, 10};

  @Test
  void mannWhitney_givenNoOverlap_thenTheProbabilityIsSmall_eitherWay() {
    // U = 0, z = 12.5 / sqrt(25 · 11 / 12) = 2.611
    assertThat(TwoSamples.mannWhitneyP(LOW, HIGH)).isCloseTo(0.00902, within(0.0001));
    assertThat(TwoSamples.mannWhitneyP(HIGH, LOW)).isCloseTo(0.00902, within(0.0001));
  }

  @Test
  void mannWhitney_givenTheSameValues_thenNothingTellsThemApart() {
    assertThat(TwoSamples.mannWhitneyP(LOW, LOW)).isCloseTo(1, within(1e-6));
    double[] constant = {4, 4, 4};
    assertThat(TwoSamples.mannWhitneyP(constant, constant)).isEqualTo(1);
  }

  @Test
  void mannWhitney_givenASmallShiftInLargeSamples_thenItIsSeen() {
    double[] one = IntStream.range(0, 1000).mapToDouble(i -> i * 37 % 1000).toArray();
    double[] other = IntStream.range(0, 1000).mapToDouble(i -> i * 37 % 1000 + 60.5).toArray();
    assertThat(TwoSamples.mannWhitneyP(one, other)).isLessThan(0.001);
  }

  @Test
  void hodgesLehmann_isTheMedianOfAllDifferences() {
    assertThat(TwoSamples.hodgesLehmann(HIGH, LOW)).isEqualTo(5);
    assertThat(TwoSamples.hodgesLehmann(new double[] {3, 4}, new double[] {1, 2})).isEqualTo(2);
  }
}
