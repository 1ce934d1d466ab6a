package io.portcullis.notification.preference;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// A time of each day at which nothing shall ring, such as 22:00 to 07:00.
///
/// @param to the first minute at which it may ring again
/// @param zone IANA name: summer time moves the hours with the clock on the wall
record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

  QuietHours {
    requireNonNull(from);
    requireNonNull(to);
    requireNonNull(zone);
  }

  /// `at`, or the end of the quiet hours that it lies in.
  Instant after(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    LocalTime time = local.toLocalTime();
    boolean overMidnight = to.isBefore(from);
    boolean quiet = overMidnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
    if (!quiet) {
      return at;
    }
    LocalDate morning = overMidnight && !time.isBefore(from) ? local.toLocalDate().plusDays(1) : local.toLocalDate();
    return morning.atTime(to).atZone(zone).toInstant();
  }
}
