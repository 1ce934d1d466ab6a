package io.portcullis.auth.hold;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How long a change of what auth-service keeps holds withdrawals. A change that was made keeps the length of its day.
@ConfigMapping(prefix = "portcullis.holds")
interface HoldConfig {

  /// After the customer changed the password.
  @WithDefault("24h")
  @Range(min = "1m", max = "30d")
  Duration passwordChanged();

  /// After the password was reset by a link.
  @WithDefault("24h")
  @Range(min = "1m", max = "30d")
  Duration passwordReset();

  /// After an address or number was added, removed or made the main one, or such a change was taken back.
  @WithDefault("24h")
  @Range(min = "1m", max = "30d")
  Duration identifiersChanged();

  /// After a recovery of the account.
  @WithDefault("48h")
  @Range(min = "1m", max = "30d")
  Duration recovery();

  /// What a reason does not hold, as `second-factor-added:internal-transfer`. Without it each reason holds `withdrawal`,
  /// `p2p-sale`, `internal-transfer` and `api-withdrawal`.
  @Form(Kind.TEXT)
  Optional<List<String>> exceptions();
}
