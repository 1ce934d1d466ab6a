package io.portcullis.session.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinatesTest {

  // From the sphere itself: a degree of a great circle is 111.195 km of it, whatever the formula.
  @ParameterizedTest
  @CsvSource({
      "0, 0, 0, 0, 0",
      "0, 0, 0, 1, 111.195",
      "0, 0, 1, 0, 111.195",
      "60, 10, 61, 10, 111.195",
      "0, 179.5, 0, -179.5, 111.195",
      "89.5, 0, 89.5, 180, 111.195",
      "90, 0, -90, 0, 20015.115",
      "10, 20, -10, -160, 20015.115",
      "52.52, 13.405, 35.6762, 139.6503, 8918",
      "52.52, 13.405, -33.8688, 151.2093, 16093"})
  void givenTwoPoints_thenTheirDistanceIsAlongTheGreatCircle(
      double latitude, double longitude, double otherLatitude, double otherLongitude, double kilometres) {
    var here = new Coordinates(latitude, longitude);
    var there = new Coordinates(otherLatitude, otherLongitude, 100);

    assertThat(here.kilometresTo(there)).isCloseTo(kilometres, within(Math.max(0.01, kilometres / 1_000)));
    assertThat(there.kilometresTo(here)).isEqualTo(here.kilometresTo(there));
  }

  @Test
  void givenNumbersOffTheEarth_thenTheyAreNoPoint() {
    for (double[] off : new double[][] {{91, 0, 0}, {0, 181, 0}, {0, 0, -1}, {Double.NaN, 0, 0}, {0, Double.NaN, 0},
        {0, 0, Double.NaN}, {0, 0, Double.POSITIVE_INFINITY}}) {
      assertThatThrownBy(() -> new Coordinates(off[0], off[1], off[2])).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
