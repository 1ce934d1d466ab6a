package io.portcullis.recovery.support;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.Settings;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of the desk's settings must fit each other.
public final class DeskSettings {

  private static final String OPENS = "portcullis.desk.opens";
  private static final String CLOSES = "portcullis.desk.closes";
  private static final String ZONE = "portcullis.desk.zone";

  private DeskSettings() {}

  public static List<Finding> check(Settings settings) {
    var findings = new ArrayList<Finding>();
    settings.text(ZONE).filter(zone -> !isZone(zone)).ifPresent(zone -> findings.add(new Finding(ZONE,
        "`" + zone + "` is no time zone", "set it to a name of the IANA database, such as `Europe/Berlin`")));
    Optional<Integer> opens = number(settings, OPENS, 7);
    Optional<Integer> closes = number(settings, CLOSES, 20);
    if (opens.isPresent() && closes.isPresent() && opens.get() >= closes.get()) {
      findings.add(new Finding(OPENS, "is not before portcullis.desk.closes, which is %d: every call would raise an alarm".formatted(closes.get()),
          "set it to an earlier hour; 0 and 24 stand for the whole day"));
    }
    return findings;
  }

  private static boolean isZone(String name) {
    try {
      ZoneId.of(name);
      return true;
    } catch (DateTimeException unknown) {
      return false;
    }
  }

  /// Empty when it is none: the check of the option says so.
  private static Optional<Integer> number(Settings settings, String key, int usual) {
    try {
      return Optional.of(settings.text(key).map(Integer::valueOf).orElse(usual));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }
}
