package io.portcullis.mfa.protection;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long a change of what mfa-service keeps holds withdrawals. A change that was made keeps the length of its day.
@ConfigMapping(prefix = "portcullis.holds")
interface HoldConfig {

  /// After a second factor was removed or replaced, or codes to an address became a factor beside another one.
  @WithDefault("24h")
  @Range(min = "1m", max = "30d")
  Duration secondFactorRemoved();

  /// After a security key, passkey or authenticator app was added beside another factor. With 0 it holds nothing.
  @WithDefault("6h")
  @Range(min = "0s", max = "30d")
  Duration secondFactorAdded();

  /// After an account without a second factor got one.
  @WithDefault("24h")
  @Range(min = "1m", max = "30d")
  Duration firstSecondFactor();

  /// After new recovery codes took the place of older ones.
  @WithDefault("24h")
  @Range(min = "1m", max = "30d")
  Duration recoveryCodesIssued();

  /// After a recovery code was used.
  @WithDefault("48h")
  @Range(min = "1m", max = "30d")
  Duration recoveryCodeUsed();

  /// After a trading passphrase was set or changed. Also for the first one: a thief could set it.
  @WithDefault("24h")
  @Range(min = "1m", max = "30d")
  Duration tradingPassphraseSet();
}
