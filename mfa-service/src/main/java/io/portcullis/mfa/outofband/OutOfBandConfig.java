package io.portcullis.mfa.outofband;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/// How many codes are sent, at most. Each text message costs money, which pumping fraud earns on.
@ConfigMapping(prefix = "portcullis.mfa.codes")
interface OutOfBandConfig {

  /// Of one account, for its owner; as many again for strangers.
  @WithDefault("10")
  @Min(1)
  @Range(min = "1", max = "10000")
  long perAccountAnHour();

  /// To one mailbox, in whatever spelling, or number, asked for by devices that signed in before and by sessions.
  @WithDefault("5")
  @Min(1)
  @Range(min = "1", max = "10000")
  long perAddressAnHour();

  /// To one mailbox or number, asked for by anybody else; whichever accounts ask. These get nothing from the share above.
  @WithDefault("5")
  @Min(1)
  @Range(min = "1", max = "10000")
  long strangersPerAddressAnHour();

  /// Text messages to one number, asked for by devices that signed in before and by sessions.
  @WithDefault("10")
  @Min(1)
  @Range(min = "1", max = "10000")
  long smsPerNumberADay();

  /// Text messages to one number, asked for with the password by anybody else; as many to enrol the number.
  @WithDefault("5")
  @Min(1)
  @Range(min = "1", max = "10000")
  long strangersSmsPerNumberADay();

  /// To all numbers of one region; as many to enrol numbers there. When it is spent, nobody there gets a text message until the
  /// next day.
  @WithDefault("500")
  @Min(1)
  @Range(min = "1", max = "10000000", notBelow = "smsPerNumberADay")
  long smsPerCountryADay();

  /// To all numbers of the world; as many to enrol numbers.
  @WithDefault("2000")
  @Min(1)
  @Range(min = "1", max = "100000000", notBelow = "smsPerCountryADay")
  long smsADay();
}
