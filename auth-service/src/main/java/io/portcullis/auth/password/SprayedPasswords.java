package io.portcullis.auth.password;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.redis.RedisDoor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// At how many accounts one password was wrong within the hour: spraying tries one password everywhere, from as many
/// networks as it takes (OWASP Credential Stuffing). Counted in Redis by HyperLogLog. **Fails closed**.
///
/// Redis sees eighteen bits of a keyed digest: too few to find out from it what anybody typed, enough to tell the
/// password of a spray from all others. Passwords that share them count together, a handful in an hour at an
/// exchange's size.
@ApplicationScoped
public class SprayedPasswords {

  // An hour at least, and twenty minutes more at most: no edge lets a spray begin anew.
  private static final Duration SLOT = Duration.ofMinutes(20);
  private static final int SLOTS = 4;
  private static final int KEPT_BITS = 18;

  // One key per call, so that a Redis Cluster can run it. The expiry only sweeps: our clock decides the window.
  private static final String ADD = """
      redis.call('PFADD', KEYS[1], ARGV[1])
      return redis.call('EXPIRE', KEYS[1], ARGV[2])""";

  private final RedisDoor redis;
  private final KeyedDigest passwords;
  private final KeyedDigest subjects;
  private final Clock clock;

  SprayedPasswords(RedisDoor redis, KeyRing ring, Clock clock) {
    this.redis = redis;
    this.passwords = ring.digestFor("sprayed-password");
    this.subjects = ring.digestFor("sprayed-account");
    this.clock = clock;
  }

  /// About how many identifiers this password was wrong for.
  public Uni<Long> accountsRefused(Password password) {
    return redis.ask(api -> api.pfcount(IntStream.range(0, SLOTS).mapToObj(ago -> key(password, ago)).toList()))
        .map(Response::toLong);
  }

  /// Remembers that it was wrong for `identifier`, whether or not somebody has that.
  public Uni<Void> wasWrong(Password password, String identifier) {
    return redis.ask(api -> api.eval(List.of(ADD, "1", key(password, 0), subjects.of(identifier),
        Long.toString(SLOT.multipliedBy(SLOTS).toSeconds())))).replaceWithVoid();
  }

  // In braces what a Redis Cluster places a key by: the slots of one password lie together.
  private String key(Password password, int slotsAgo) {
    int bits = ByteBuffer.wrap(passwords.bytes(password.utf8())).getInt() >>> Integer.SIZE - KEPT_BITS;
    long slot = clock.instant().getEpochSecond() / SLOT.toSeconds() - slotsAgo;
    return "auth:spray:{" + Integer.toHexString(bits) + "}:" + slot;
  }
}
