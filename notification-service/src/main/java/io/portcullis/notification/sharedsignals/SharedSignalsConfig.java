package io.portcullis.notification.sharedsignals;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Who hears of security events by the Shared Signals Framework.
@ConfigMapping(prefix = "portcullis.shared-signals")
interface SharedSignalsConfig {

  /// Service accounts that may register receivers of shared signals, and do nothing else here. Your list takes the place of the
  /// built-in one.
  @WithDefault("operator")
  @Form(Kind.SERVICE_ACCOUNT)
  Set<String> managers();

  /// Hosts that security events may be pushed to. No other is ever called.
  @Form(Kind.HOST)
  Optional<Set<String>> hosts();

  /// Private networks in which these hosts may be. Addresses of other networks that are not public are never called.
  @Form(Kind.NETWORK)
  Optional<Set<String>> privateNetworks();

  /// How security events are signed: `ES256`, or `RS256`, which the CAEP Interoperability Profile asks for. Concerns keys made from
  /// now on: another algorithm signs a day after it was chosen.
  @WithDefault("ES256")
  SigningAlgorithm algorithm();

  /// How many streams a receiver may have.
  @WithDefault("3")
  @Range(min = "1", max = "10")
  int streamsPerReceiver();

  /// How many events wait for a receiver before its stream is paused.
  @WithDefault("10000")
  @Range(min = "100", max = "100000")
  int waiting();

  /// How long a receiver waits between two verifications of a stream.
  @WithDefault("1m")
  @Range(min = "1s", max = "1h")
  Duration minVerificationInterval();

  /// A stream whose receiver took no pushed event for so long is paused.
  @WithDefault("2d")
  @Range(min = "1h", max = "30d")
  Duration giveUpAfter();

  /// How long events are kept, for receivers that are away and for sending them again.
  @WithDefault("7d")
  @Range(min = "1d", max = "90d")
  Duration keptFor();
}
