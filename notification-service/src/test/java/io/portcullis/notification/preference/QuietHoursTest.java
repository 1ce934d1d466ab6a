package io.portcullis.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

  @ParameterizedTest
  @CsvSource({
      // over midnight
      "22:00, 07:00, Europe/Berlin, 2026-11-29T20:59:59Z, 2026-11-29T20:59:59Z",
      "22:00, 07:00, Europe/Berlin, 2026-11-29T21:00:00Z, 2026-11-30T06:00:00Z",
      "22:00, 07:00, Europe/Berlin, 2026-11-30T05:59:00Z, 2026-11-30T06:00:00Z",
      "22:00, 07:00, Europe/Berlin, 2026-11-30T06:00:00Z, 2026-11-30T06:00:00Z",
      // within a day
      "13:00, 15:00, America/Sao_Paulo, 2026-11-29T16:30:00Z, 2026-11-29T18:00:00Z",
      "13:00, 15:00, America/Sao_Paulo, 2026-11-29T18:00:00Z, 2026-11-29T18:00:00Z",
      // the night in which clocks are set forward has an hour less
      "22:00, 07:00, Europe/Berlin, 2027-03-27T22:00:00Z, 2027-03-28T05:00:00Z",
      // an end that this night does not have
      "22:00, 02:30, Europe/Berlin, 2027-03-27T22:00:00Z, 2027-03-28T01:30:00Z",
  })
  void safe3_givenATimeOfDay_thenAlertsWaitForTheEndOfTheQuietHours(LocalTime from, LocalTime to, ZoneId zone, Instant at, Instant expected) {
    assertThat(new QuietHours(from, to, zone).after(at)).isEqualTo(expected);
  }
}
