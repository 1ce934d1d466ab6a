package io.portcullis.session.signature;

import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.crypto.Sha256;
import io.portcullis.runtime.redis.RedisDoor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// The signatures that counted lately, at whichever instance: each counts once. Only those that are right get here, so nobody
/// without a key can fill it, and each stays for its window and no longer than it must.
///
/// Fails closed, by intent: an order that counted twice is money. While Redis is away no signed request counts (503).
@ApplicationScoped
class SeenSignatures {

  /// How much the clocks of instances may differ: where one is behind, a signature counts for longer.
  private static final Duration CLOCKS = Duration.ofSeconds(10);
  private static final int MARK = 16;

  private final RedisDoor redis;

  SeenSignatures(RedisDoor redis) {
    this.redis = redis;
  }

  /// Whether it is the first time; from now on it is not.
  ///
  /// @param once  what makes it another one than every other of this key
  /// @param until it counts no more from then on
  Uni<Boolean> isNew(UUID key, String once, Instant until, Instant now) {
    String mark = "session:signature:" + mark(key + "\n" + once);
    String sweepAfter = Long.toString(Duration.between(now, until).plus(CLOCKS).toMillis());
    return redis.ask(api -> api.set(List.of(mark, "1", "NX", "PX", sweepAfter))).map(answer -> answer != null);
  }

  private static String mark(String text) {
    return Base64Url.encode(Arrays.copyOf(Sha256.of(text), MARK));
  }
}
