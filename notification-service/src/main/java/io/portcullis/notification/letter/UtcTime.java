package io.portcullis.notification.letter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A time as every letter writes it. The reader's zone is unknown to us, so the zone is named.
public final class UtcTime {

  private UtcTime() {}

  /// @param locale BCP 47 language tag
  public static String of(Instant time, String locale) {
    return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.forLanguageTag(locale))
        .format(time.atOffset(ZoneOffset.UTC));
  }
}
