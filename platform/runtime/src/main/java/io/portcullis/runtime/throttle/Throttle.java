package io.portcullis.runtime.throttle;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Counts attempts in Redis. Every instance counts together; all counts of one attempt travel in one pipeline.
///
/// Fails closed: while Redis is away, nobody may guess ([ProblemException], 503). A count is made before the attempt,
/// so parallel attempts can't all slip under a limit. Subjects are hashed with a key first: Redis holds no personal
/// data.
@ApplicationScoped
public class Throttle {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  // One key per call, so that a Redis Cluster can run it. The expiry only sweeps: our clock decides the window.
  private static final String COUNT = """
      local n = redis.call('INCR', KEYS[1])
      if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
      return n""";
  private static final String FORGIVE = "if redis.call('EXISTS', KEYS[1]) == 1 then return redis.call('DECR', KEYS[1]) end return 0";

  private final RedisAPI redis;
  private final KeyedDigest subjects;
  private final Clock clock;

  Throttle(RedisAPI redis, KeyRing ring, Clock clock) {
    this.redis = redis;
    this.subjects = ring.digestFor("throttle");
    this.clock = clock;
  }

  /// Counts one attempt under each of `counted`.
  ///
  /// @return how long to wait until all of them let one pass again; empty when this one may proceed
  public Uni<Optional<Duration>> count(List<Counted> counted) {
    return tally(counted).map(Tally::retryAfter);
  }

  /// What an attempt was counted to.
  ///
  /// @param retryAfter how long until all limits let one pass again; empty when this one may proceed
  /// @param counts     of each limit's window so far, this attempt among them; in the order in which they were asked for
  public record Tally(Optional<Duration> retryAfter, List<Long> counts) {}

  /// As [#count], for one who also wants to know how many there were.
  public Uni<Tally> tally(List<Counted> counted) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      List<Uni<Long>> counts = new ArrayList<>(counted.size());
      for (Counted each : counted) {
        counts.add(count(each, now));
      }
      return Uni.join().all(counts).andFailFast().map(found -> new Tally(longest(counted, found, now), found));
    });
  }

  private static Optional<Duration> longest(List<Counted> counted, List<Long> counts, Instant now) {
    return IntStream.range(0, counts.size())
        .mapToObj(i -> wait(counted.get(i).limit(), counts.get(i), now))
        .flatMap(Optional::stream).max(Duration::compareTo);
  }

  private static Optional<Duration> wait(Limit limit, long count, Instant now) {
    return count <= limit.size() ? Optional.empty() : Optional.of(Duration.between(now, reopens(limit, now)));
  }

  /// Takes one count back, because the attempt turned out to be honest.
  public Uni<Void> forgive(List<Counted> counted) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      List<Uni<Response>> takenBack = counted.stream()
          .map(each -> send(List.of(FORGIVE, "1", key(each, now)))).toList();
      return Uni.join().all(takenBack).andFailFast().replaceWithVoid();
    });
  }

  private Uni<Long> count(Counted counted, Instant now) {
    String sweepAfter = Long.toString(counted.limit().window().multipliedBy(2).toSeconds());
    return send(List.of(COUNT, "1", key(counted, now), sweepAfter)).map(Response::toLong);
  }

  private Uni<Response> send(List<String> script) {
    return redis.eval(script)
        .ifNoItem().after(PATIENCE).fail()
        .onFailure().transform(ProblemException::unavailable);
  }

  private String key(Counted counted, Instant now) {
    return "throttle:" + counted.limit().name() + ':' + window(counted.limit(), now) + ':' + subjects.of(counted.subject());
  }

  private static long window(Limit limit, Instant now) {
    return now.getEpochSecond() / limit.window().toSeconds();
  }

  private static Instant reopens(Limit limit, Instant now) {
    return Instant.ofEpochSecond((window(limit, now) + 1) * limit.window().toSeconds());
  }
}
