package io.portcullis.session.key;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How signing keys come and go.
@ConfigMapping(prefix = "portcullis.signing-keys")
interface KeyConfig {

  /// `ES256`, which every gateway verifies, or `EdDSA`, which costs a third to sign. Concerns keys made from now on:
  /// each key keeps the algorithm it was made for.
  @WithDefault("ES256")
  SigningAlgorithm algorithm();

  /// How long a key signs before its successor takes over.
  @WithDefault("30d")
  @Range(min = "1h", max = "400d", notBelow = "publishedBefore")
  Duration signs();

  /// How long the schedule publishes a key before it signs. Verifiers that cache the JWK Set longer than this would
  /// refuse its first tokens; a rotation by command waits for what the JWK Set itself allows.
  @WithDefault("1d")
  @Range(min = "5m", max = "30d")
  Duration publishedBefore();
}
