package io.portcullis.auth.signin;

import static io.portcullis.runtime.verdict.Verdicts.done;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.redis.RedisDoor;
import io.portcullis.runtime.throttle.Throttle;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Tells the networks that customers sign in from apart from all others.
///
/// A network is *new* until a right password comes from it, for any account; it is new again 15 to 30 days after the last
/// one. Stolen pairs of identifier and password are tried one in each of thousands of networks: no limit of an
/// identifier, a network or a password sees them, but they come from new networks, and most of them fail. An honest
/// customer's new device is mostly in a network that is known.
///
/// It is asked about networks alone, so it says nothing of an account. Redis holds one bit for each network, under a keyed
/// digest: 2 MiB for each period, however many networks there are. Of three million known ones, one in six of the new
/// looks known, which costs an attacker nothing and a customer nothing. **Fails closed**, but a network that could not be
/// marked as known stays new.
@ApplicationScoped
class NewNetworks {

  private static final Duration PERIOD = Duration.ofDays(15);
  private static final int BITS = 24;

  /// About 150 bytes each.
  private static final long MARKED_LATELY = 20_000;
  private static final Duration MARKED_FOR = Duration.ofHours(1);

  // One key per call, so that a Redis Cluster can run it. The expiry only sweeps: our clock decides the period.
  private static final String MARK = """
      redis.call('SETBIT', KEYS[1], ARGV[1], 1)
      return redis.call('EXPIRE', KEYS[1], ARGV[2])""";

  private final RedisDoor redis;
  private final Throttle throttle;
  private final Limits limits;
  private final KeyedDigest networks;
  private final Clock clock;

  /// Networks that need no mark for a while. Only the work depends on it.
  private final Cache<String, Boolean> marked;

  NewNetworks(RedisDoor redis, Throttle throttle, Limits limits, KeyRing ring, Clock clock) {
    this.redis = redis;
    this.throttle = throttle;
    this.limits = limits;
    this.networks = ring.digestFor("known-network");
    this.clock = clock;
    this.marked = Caffeine.newBuilder().maximumSize(MARKED_LATELY).expireAfterWrite(MARKED_FOR)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis())).build();
  }

  enum Network { KNOWN, NEW, NEW_WHILE_MANY_FAIL }

  /// One round trip, beside the limits'.
  Uni<Network> look(ClientNetwork network) {
    return Uni.combine().all().unis(isMarked(network, 0), isMarked(network, 1),
            throttle.read(List.of(limits.failureFromANewNetwork())))
        .with((lately, before, failures) -> {
          if (lately || before) {
            return Network.KNOWN;
          }
          return failures.getFirst() >= limits.failureFromANewNetwork().limit().size()
              ? Network.NEW_WHILE_MANY_FAIL : Network.NEW;
        });
  }

  /// A password was wrong that came from a new network. The attempt was refused in any case.
  Uni<Void> failed() {
    return throttle.count(List.of(limits.failureFromANewNetwork())).onFailure().recoverWithNull().replaceWithVoid();
  }

  /// A right password came from there.
  Uni<Void> signedInFrom(ClientNetwork network) {
    return Uni.createFrom().deferred(() -> {
      String key = key(0);
      String mark = key + exactly(network);
      return marked.getIfPresent(mark) != null
          ? done()
          : redis.ask(api -> api.eval(List.of(MARK, "1", key, offset(network), Long.toString(PERIOD.multipliedBy(2).toSeconds()))))
              .invoke(() -> marked.put(mark, Boolean.TRUE)).replaceWithVoid();
    }).onFailure().recoverWithNull();
  }

  private Uni<Boolean> isMarked(ClientNetwork network, int periodsAgo) {
    return redis.ask(api -> api.getbit(key(periodsAgo), offset(network))).map(bit -> bit.toInteger() == 1);
  }

  private String key(int periodsAgo) {
    return "auth:known-networks:" + (clock.instant().getEpochSecond() / PERIOD.toSeconds() - periodsAgo);
  }

  private String offset(ClientNetwork network) {
    int bits = ByteBuffer.wrap(networks.bytes(exactly(network).getBytes(StandardCharsets.UTF_8))).getInt();
    return Integer.toString(bits >>> Integer.SIZE - BITS);
  }

  private static String exactly(ClientNetwork network) {
    return network.exactlyBecause("a network nobody knows is treated with more care, not less");
  }
}
