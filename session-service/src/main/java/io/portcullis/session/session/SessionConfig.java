package io.portcullis.session.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long sessions last. "Idle" is measured from one refresh to the next.
@ConfigMapping(prefix = "portcullis.session")
interface SessionConfig {

  /// Without "remember me": a shared computer that was walked away from.
  @WithDefault("30m")
  Duration idle();

  @WithDefault("12h")
  Duration atMost();

  @WithDefault("14d")
  Duration rememberedIdle();

  @WithDefault("90d")
  Duration rememberedAtMost();

  /// Live sessions of one account, at least 1; when one more is opened, the oldest ends. What a sign-in and a list cost at most
  /// grows with it.
  @WithDefault("50")
  int atMostPerAccount();

  /// How old a proof may be when a session is opened on it: the longest a sign-in may take.
  @WithDefault("15m")
  Duration evidenceMaxAge();

  /// How long a session is worth what a step-up proved; then it falls back to its own sign-in.
  @WithDefault("15m")
  Duration elevation();

  /// How old a session's own sign-in may be for a second factor to count in its tokens; after that they say `aal1`
  /// until the customer steps up.
  @WithDefault("24h")
  Duration assuranceMaxAge();
}
