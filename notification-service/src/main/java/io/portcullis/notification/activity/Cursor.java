package io.portcullis.notification.activity;

import static java.util.Objects.requireNonNull;

import io.portcullis.contracts.EventId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Where a page of the activity list ended: the time and id of its last line.
///
/// Not signed: the list is limited to the caller's account whatever the cursor says.
record Cursor(Instant time, EventId event) {

  Cursor {
    requireNonNull(time);
    requireNonNull(event);
  }

  /// Above everything that has happened.
  static final Cursor START =
      new Cursor(Instant.parse("9999-12-31T00:00:00Z"), EventId.of("ffffffff-ffff-ffff-ffff-ffffffffffff"));
  static final String PATTERN = "[0-9]{1,17}\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /// @param text matches [#PATTERN]
  static Cursor parse(String text) {
    int dot = text.indexOf('.');
    return new Cursor(Instant.EPOCH.plus(Long.parseLong(text.substring(0, dot)), ChronoUnit.MICROS),
        EventId.of(text.substring(dot + 1)));
  }

  @Override
  public String toString() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time) + "." + event;
  }
}
