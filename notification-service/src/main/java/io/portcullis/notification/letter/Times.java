package io.portcullis.notification.letter;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Writes times as one reader's clock shows them, and names the zone. Abbreviations such as "CST" mean several zones, so the zone has
/// its whole name in the reader's language (CLDR), and its distance from UTC.
///
/// @param zone     UTC where the reader's is unknown, or is not for this reader
/// @param language of the text
public record Times(ZoneId zone, Locale language) {

  private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("'UTC'xxx", Locale.ROOT);

  /// @param languageTag BCP 47
  public static Times in(ZoneId zone, String languageTag) {
    return new Times(zone, Locale.forLanguageTag(languageTag));
  }

  public String of(Instant time) {
    ZonedDateTime local = time.atZone(zone);
    return date().format(local) + ", " + HOURS.format(local) + ' ' + name(local);
  }

  // With the month as a word, which no reader takes for the day.
  private DateTimeFormatter date() {
    return language.getLanguage().equals("en")
        ? DateTimeFormatter.ofPattern("d MMMM uuuu", language) : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language);
  }

  // The specific name: "summer time" and "standard time" tell the two apart in the hour that comes twice.
  private String name(ZonedDateTime local) {
    if (zone.normalized().equals(ZoneOffset.UTC)) {
      return "UTC";
    }
    String offset = OFFSET.format(local);
    String name = DateTimeFormatter.ofPattern("zzzz", language).format(local);
    // Zones such as Etc/GMT+5 have no other name.
    return name.startsWith("GMT") ? offset : "(" + name + ", " + offset + ')';
  }
}
