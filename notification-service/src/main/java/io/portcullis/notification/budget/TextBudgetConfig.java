package io.portcullis.notification.budget;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How many text messages are sent in any 24 hours, at most, whichever service owes them. Pumping fraud earns on each.
@ConfigMapping(prefix = "portcullis.sms-budget")
interface TextBudgetConfig {

  /// Codes to one proved number, by its owner's acts or with the password. Not below the two shares of a number in
  /// `portcullis.mfa.codes` together. As many alerts, as many urgent ones, and as many links that take a
  /// change back.
  @WithDefault("20")
  @Range(min = "1", max = "10000000")
  long perNumber();

  /// To one number, caused by strangers: codes while it is unproved, and as many times news of that when it is proved.
  @WithDefault("5")
  @Range(min = "1", max = "10000000")
  long strangersPerNumber();

  /// Reset links to one number. Beyond these, one an hour is sent, so that strangers' requests never bar the owner for a day.
  @WithDefault("10")
  @Range(min = "1", max = "10000000")
  long resetLinksPerNumber();

  /// To numbers that share their first seven digits and that nobody has proved.
  @WithDefault("20")
  @Range(min = "1", max = "10000000")
  long unprovedPerPrefix();

  /// To numbers of one country that nobody has proved.
  @WithDefault("100")
  @Range(min = "1", max = "10000000")
  long unprovedPerCountry();

  /// To proved numbers that share their first seven digits.
  @WithDefault("100")
  @Range(min = "1", max = "10000000")
  long perPrefix();

  /// To proved numbers of one country.
  @WithDefault("500")
  @Range(min = "1", max = "10000000")
  long perCountry();

  /// Codes to all proved numbers of the world; as many reset links, and as many codes that stand for a puzzle.
  @WithDefault("2000")
  @Range(min = "1", max = "10000000")
  long all();

  /// To all numbers of the world, caused by strangers: codes to unproved numbers, and as many times news to proved ones.
  @WithDefault("1000")
  @Range(min = "1", max = "10000000")
  long unproved();

  /// Alerts to numbers of one country; as many urgent ones, as many links that take a change back, and as many texts that stand for
  /// refused alerts.
  @WithDefault("200")
  @Range(min = "1", max = "10000000")
  long alertsPerCountry();

  /// Alerts to all numbers of the world: a reserve that codes can't use up. As many urgent ones, as many links that take a
  /// change back, and as many texts that stand for refused alerts.
  @WithDefault("500")
  @Range(min = "1", max = "10000000")
  long alerts();

  /// From how many codes to unproved numbers of one country on the share of them that came back is watched; ten times as
  /// many for the world. More where many people register at once.
  @WithDefault("40")
  @Range(min = "1", max = "10000000")
  long conversionFrom();

  /// How many of a hundred of these codes must come back. 0 to watch nothing.
  @WithDefault("20")
  @Range(min = "0", max = "100")
  long conversionPercent();

  /// Within what time codes are counted for that share, and how long a circuit that it opened stays open.
  @WithDefault("1h")
  @Range(min = "10m", max = "24h")
  Duration conversionWindow();
}
