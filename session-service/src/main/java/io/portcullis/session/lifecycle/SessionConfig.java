package io.portcullis.session.lifecycle;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long sessions last. "Idle" is measured from one refresh to the next.
@ConfigMapping(prefix = "portcullis.session")
interface SessionConfig {

  /// Without "remember me": a shared computer that was walked away from.
  @WithDefault("30m")
  @Range(min = "1m", max = "30d")
  Duration idle();

  /// Without "remember me", however busy it is.
  @WithDefault("12h")
  @Range(min = "1m", max = "365d", notBelow = "idle")
  Duration atMost();

  /// With "remember me".
  @WithDefault("14d")
  @Range(min = "1m", max = "365d")
  Duration rememberedIdle();

  /// With "remember me", however busy it is.
  @WithDefault("90d")
  @Range(min = "1m", max = "730d", notBelow = "rememberedIdle")
  Duration rememberedAtMost();

  /// Live sessions of one account, at least 1; when one more is opened, the oldest ends. What a sign-in and a list cost at most
  /// grows with it.
  @WithDefault("50")
  @Range(min = "1", max = "1000")
  int atMostPerAccount();

  /// How old a proof may be when a session is opened on it: the longest a sign-in may take.
  @WithDefault("15m")
  @Range(min = "1m", max = "1h")
  Duration evidenceMaxAge();

  /// How long a session is worth what a step-up proved; then it falls back to its own sign-in.
  @WithDefault("15m")
  @Range(min = "1m", max = "12h")
  Duration elevation();

  /// How old a session's own sign-in may be for a second factor to count in its tokens; after that they say `aal1`
  /// until the customer steps up.
  @WithDefault("24h")
  @Range(min = "1m", max = "30d")
  Duration assuranceMaxAge();
}
