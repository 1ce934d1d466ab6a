package io.portcullis.auth.human;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Who checks that a request is worth some effort to its sender.
@ConfigMapping(prefix = "portcullis.human")
interface HumanConfig {

  enum Provider { ALTCHA, TURNSTILE, HCAPTCHA, RECAPTCHA_ENTERPRISE }

  /// `altcha` needs nobody else. The others ask a hosted service, which sees the customer's browser.
  @WithDefault("altcha")
  Provider provider();

  /// How long a challenge may be answered; 1 to 15 minutes. A spent proof is remembered as long.
  @WithDefault("5M")
  @Range(min = "1m", max = "15m")
  Duration lifetime();

  Altcha altcha();

  interface Altcha {

    /// Largest number to search, at the usual difficulty; 1000 to 5000000. The work is half of it in SHA-256 hashes:
    /// 50000 cost a phone about half a second. Under attack it is 5 and 20 times as much.
    @WithDefault("50000")
    @Range(min = "1000", max = "5000000")
    long maxNumber();
  }
}
