package io.portcullis.notification.push;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// The field `Retry-After` (RFC 9110 §10.2.3): seconds, or a date.
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  /// No push service needs more, and none may silence us for longer.
  private static final Duration LONGEST = Duration.ofHours(6);

  private RetryAfter() {}

  /// At most six hours; none where the field is absent or says neither.
  static Duration read(Optional<String> field, Instant now) {
    return field.map(text -> read(text, now)).map(pause -> pause.compareTo(LONGEST) < 0 ? pause : LONGEST)
        .filter(Duration::isPositive).orElse(Duration.ZERO);
  }

  private static Duration read(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      return Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException neither) {
      return Duration.ZERO;
    }
  }
}
