package io.portcullis.notification.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How many text messages are sent in any 24 hours, at most, whichever service owes them. Pumping fraud earns on each.
@ConfigMapping(prefix = "portcullis.sms-budget")
interface TextBudgetConfig {

  /// To one number, alerts apart.
  @WithDefault("10")
  @Min(1)
  long perNumber();

  /// To numbers that share their first seven digits and that nobody has proved.
  @WithDefault("20")
  @Min(1)
  long unprovedPerPrefix();

  /// To numbers of one country that nobody has proved.
  @WithDefault("100")
  @Min(1)
  long unprovedPerCountry();

  /// To proved numbers that share their first seven digits.
  @WithDefault("100")
  @Min(1)
  long perPrefix();

  /// To proved numbers of one country.
  @WithDefault("500")
  @Min(1)
  long perCountry();

  /// To all numbers of the world, alerts apart.
  @WithDefault("2000")
  @Min(1)
  long all();

  /// Alerts to numbers of one country.
  @WithDefault("200")
  @Min(1)
  long alertsPerCountry();

  /// Alerts to all numbers of the world: a reserve that codes can't use up.
  @WithDefault("500")
  @Min(1)
  long alerts();

  /// From how many codes to unproved numbers of one country on the share of them that came back is watched; ten times as
  /// many for the world. More where many people register at once.
  @WithDefault("40")
  @Min(1)
  long conversionFrom();

  /// Which share of these codes must come back. 0 to watch nothing, at most 1.
  @WithDefault("0.2")
  @DecimalMin("0")
  @DecimalMax("1")
  double conversionShare();

  /// Within what time codes are counted for that share, and how long a circuit that it opened stays open.
  @WithDefault("PT1H")
  Duration conversionWindow();
}
