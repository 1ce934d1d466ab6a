package io.portcullis.notification.listing;

import static java.util.Objects.requireNonNull;

import io.portcullis.contracts.EventId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Where a page of a list of the trail ended: the time and id of its last line.
///
/// Not signed: a list shows what its caller may see, whatever the cursor says.
public record Cursor(Instant time, EventId event) {

  public Cursor {
    requireNonNull(time);
    requireNonNull(event);
  }

  /// Above everything that has happened.
  public static final Cursor START =
      new Cursor(Instant.parse("9999-12-31T00:00:00Z"), EventId.of("ffffffff-ffff-ffff-ffff-ffffffffffff"));
  public static final String PATTERN = "[0-9]{1,17}\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /// @param text matches [#PATTERN]
  /// As precise as the column it is compared with.
  public static Cursor of(Instant time, EventId event) {
    return new Cursor(time.truncatedTo(ChronoUnit.MICROS), event);
  }

  public static Cursor parse(String text) {
    int dot = text.indexOf('.');
    return new Cursor(Instant.EPOCH.plus(Long.parseLong(text.substring(0, dot)), ChronoUnit.MICROS),
        EventId.of(text.substring(dot + 1)));
  }

  @Override
  public String toString() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time) + "." + event;
  }
}
