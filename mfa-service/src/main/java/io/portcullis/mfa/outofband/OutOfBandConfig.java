package io.portcullis.mfa.outofband;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/// How many codes are sent, at most. Each text message costs money, which pumping fraud earns on.
@ConfigMapping(prefix = "portcullis.mfa.codes")
interface OutOfBandConfig {

  @WithDefault("10")
  @Min(1)
  long perAccountAnHour();

  /// To one mailbox, in whatever spelling, or number; whichever accounts ask.
  @WithDefault("5")
  @Min(1)
  long perAddressAnHour();

  @WithDefault("10")
  @Min(1)
  long smsPerNumberADay();

  /// To all numbers of one region. When it is spent, nobody there gets a text message until the next day.
  @WithDefault("500")
  @Min(1)
  long smsPerCountryADay();

  /// To all numbers of the world.
  @WithDefault("2000")
  @Min(1)
  long smsADay();
}
