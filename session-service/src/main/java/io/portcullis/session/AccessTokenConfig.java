package io.portcullis.session;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Access tokens.
@ConfigMapping(prefix = "portcullis.access-token")
public interface AccessTokenConfig {

  /// How long an access token lives. Shorter means more refreshes; longer means that verifiers which do not ask
  /// `/check` trust an ended session for longer.
  @WithDefault("5m")
  @Range(min = "1m", max = "1h")
  Duration lifetime();

  /// How long an ended session must be remembered: until its last token is refused everywhere for its age alone,
  /// with five minutes for clocks that differ: the instance that hears of the ending may be behind the one that issued.
  default Duration revocationMemory() {
    return lifetime().plusMinutes(5);
  }
}
