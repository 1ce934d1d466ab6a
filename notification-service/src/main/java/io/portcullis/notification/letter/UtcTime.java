package io.portcullis.notification.letter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// A time as every letter writes it. The reader's zone is unknown to us, so the zone is named.
public final class UtcTime {

  private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT);

  private UtcTime() {}

  /// @param locale BCP 47 language tag
  public static String of(Instant time, String locale) {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    return date(Locale.forLanguageTag(locale)).format(utc) + ", " + HOURS.format(utc);
  }

  // With the month as a word, which no reader takes for the day.
  private static DateTimeFormatter date(Locale language) {
    return language.getLanguage().equals("en")
        ? DateTimeFormatter.ofPattern("d MMMM uuuu", language) : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language);
  }
}
