package io.portcullis.runtime.token;

import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Proofs of possession (RFC 9449).
@ConfigMapping(prefix = "portcullis.dpop")
public interface DpopConfig {

  /// How far a proof's `iat` may be from our clock, either way. Longer forgives clients with wrong clocks; a used proof
  /// is remembered for twice as long.
  @WithDefault("2m")
  @Range(min = "10s", max = "10m")
  Duration window();

  /// Where a client must repeat a nonce of ours: `never`, `token-endpoint` (and where a sign-in ends, which issues tokens,
  /// too), or `token-endpoint-and-check`. A nonce makes
  /// a proof worthless a minute after we gave it, whoever made it in advance; it costs a client one more round trip
  /// each time that it has none.
  @WithDefault("token-endpoint")
  NonceUse nonce();

  enum NonceUse { NEVER, TOKEN_ENDPOINT, TOKEN_ENDPOINT_AND_CHECK }
}
