package io.portcullis.runtime.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portcullis.runtime.crypto.Sha256;
import io.portcullis.runtime.token.DpopProofs.Proof;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The proofs that one place of this instance was shown lately, so that none counts there twice.
///
/// Each instance remembers for itself: who took a proof off the wire may show it once to every other instance while it
/// is young. It holds [#REMEMBERED] proofs and forgets the least used past that.
public final class SeenProofs {

  /// About 150 bytes each.
  private static final int REMEMBERED = 100_000;

  private final Cache<Mark, Boolean> seen;

  /// Half a hash is more than enough to tell proofs apart.
  private record Mark(long high, long low) {}

  /// @param window how far a proof's time may be from now, either way
  public SeenProofs(Clock clock, Duration window) {
    // One from the very end of the future window is good for two windows.
    seen = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(window.multipliedBy(2).plusSeconds(1))
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis())).build();
  }

  /// Whether it is the first time; from now on it is not.
  public boolean isNew(Proof proof) {
    return seen.asMap().putIfAbsent(mark(proof), Boolean.TRUE) == null;
  }

  private static Mark mark(Proof proof) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(proof.key() + "." + proof.id()));
    return new Mark(digest.getLong(), digest.getLong());
  }
}
