package io.portcullis.recovery.support;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "portcullis.desk")
interface DeskConfig {

  /// Reads of customers' accounts that one person may make in an hour.
  @WithDefault("40")
  @Range(min = "1", max = "10000")
  int readsPerHour();

  /// … in a day (UTC).
  @WithDefault("200")
  @Range(min = "1", max = "100000")
  int readsPerDay();

  /// Acts for customers, such as opening a case, that one person may make in an hour.
  @WithDefault("20")
  @Range(min = "1", max = "10000")
  int actsPerHour();

  /// … in a day (UTC).
  @WithDefault("60")
  @Range(min = "1", max = "100000")
  int actsPerDay();

  /// Decisions on recovery cases that one person may make in an hour.
  @WithDefault("5")
  @Range(min = "1", max = "1000")
  int decisionsPerHour();

  /// … in a day (UTC).
  @WithDefault("15")
  @Range(min = "1", max = "10000")
  int decisionsPerDay();

  /// Accounts that one person may read in an hour before an alarm is raised. The ration goes on.
  @WithDefault("15")
  @Range(min = "1", max = "10000")
  int accountsBeforeAlarm();

  /// The hour of the day from which calls are usual, in `portcullis.desk.zone`. Calls at other hours raise an alarm. 0 and 24: all day.
  @WithDefault("7")
  @Range(min = "0", max = "23")
  int opens();

  /// The hour until which calls are usual.
  @WithDefault("20")
  @Range(min = "1", max = "24")
  int closes();

  /// The time zone of the support desk, such as `Europe/Berlin`.
  @WithDefault("UTC")
  @Form(Kind.TEXT)
  String zone();
}
