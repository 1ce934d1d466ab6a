package io.portcullis.auth.human;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Who checks that a request is worth some effort to its sender.
@ConfigMapping(prefix = "portcullis.human")
interface HumanConfig {

  enum Provider { ALTCHA, TURNSTILE, HCAPTCHA, RECAPTCHA_ENTERPRISE }

  /// `altcha` needs nobody else. The others ask a hosted service, which sees the customer's browser.
  @WithDefault("altcha")
  Provider provider();

  /// How long a challenge may be answered; 1 to 15 minutes. A spent proof is remembered as long.
  @WithDefault("5m")
  @Range(min = "1m", max = "15m")
  Duration lifetime();

  Altcha altcha();

  Hosted hosted();

  interface Altcha {

    /// Largest number to search, at the usual difficulty; 1000 to 5000000. The work is half of it in SHA-256 hashes:
    /// 50000 cost a phone about half a second. Under attack it is 5 and 20 times as much.
    @WithDefault("50000")
    @Range(min = "1000", max = "5000000")
    long maxNumber();
  }

  /// For every provider but `altcha`.
  interface Hosted {

    /// The widget's public key.
    @Form(Kind.TEXT)
    Optional<String> siteKey();

    /// Name of the file in the key directory with the secret key; for reCAPTCHA Enterprise with the API key.
    @WithDefault("human-secret")
    @Form(Kind.NAME)
    String secretFile();

    /// Hosts that may show the widget; the host of `portcullis.origin` unless given.
    @Form(Kind.HOST)
    Optional<List<String>> hostnames();

    /// Google Cloud project of reCAPTCHA Enterprise.
    @Form(Kind.NAME)
    Optional<String> project();

    /// Least score of reCAPTCHA Enterprise, from 0 (a robot) to 1.
    @WithDefault("0.5")
    @Range(min = "0", max = "1")
    double leastScore();

    /// How long the provider may take to answer; 1 to 10 seconds. Past it, it counts as away.
    @WithDefault("2s")
    @Range(min = "1s", max = "10s")
    Duration patience();
  }
}
