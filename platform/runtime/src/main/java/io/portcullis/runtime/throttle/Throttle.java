package io.portcullis.runtime.throttle;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.redis.RedisDoor;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Counts attempts in Redis. Every instance counts together.
///
/// **All or nothing.** An attempt counts under all its limits or under none: what one limit refuses fills no other, and
/// a refused attempt leaves nothing in Redis. So nobody fills a wide limit with what a narrow one refused, and
/// invented subjects make no keys past the limit of the network that invents them.
///
/// **Exact windows.** A window slides: no stretch of time as long as the window lets more than [Limit#size] pass,
/// wherever it begins. A key holds at most seventeen numbers and expires one window after its last count.
///
/// **One round trip.** All limits of an attempt are asked in one pipeline; each counts only what it lets pass. If one
/// refuses, a second pipeline takes back what the others counted. A limit that refused lately is asked alone first.
/// An attacker who goes on past it costs one command, and holds no places in a wide limit meanwhile.
/// If an instance dies between the two pipelines, the attempt stays counted until its window ends: the safe side.
///
/// **Fails closed.** While Redis is away, nobody may guess ([ProblemException], 503). A count is made before the
/// attempt, so parallel attempts can't all slip under a limit. Subjects are hashed with a key first: Redis holds no
/// personal data.
@ApplicationScoped
public class Throttle {

  /// About 200 bytes each.
  private static final long SUSPECTS_KEPT = 10_000;
  private static final Duration SUSPECT_FOR = Duration.ofMinutes(1);

  // One key per call, so that a Redis Cluster can run it. The value lists `<how many>@<when the last of them>`, oldest
  // first; counts of one sixteenth of the window share an entry and leave together, when the last of them is a window old.
  // Our clock decides; an entry from further ahead than a window comes from a clock that has been set back since.
  // Size 0 only reads. Answers with: whether it was counted, how many there are now, and how long to wait.
  private static final String TAKE = """
      local now, window, size = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
      local slot, sum, kept = window / 16, 0, {}
      for n, last in string.gmatch(redis.call('GET', KEYS[1]) or '', '(%d+)@(%d+)') do
        n, last = tonumber(n), tonumber(last)
        if last > now - window and last < now + window then
          sum = sum + n
          kept[#kept + 1] = {n, last}
        end
      end
      if sum >= size then
        return {0, sum, kept[1] and math.min(kept[1][2] + window - now, window) or 0}
      end
      local newest = kept[#kept]
      if newest and math.floor(newest[2] / slot) >= math.floor(now / slot) then
        newest[1], newest[2] = newest[1] + 1, math.max(newest[2], now)
      else
        kept[#kept + 1] = {1, now}
      end
      for i, entry in ipairs(kept) do kept[i] = string.format('%.0f@%.0f', entry[1], entry[2]) end
      redis.call('SET', KEYS[1], table.concat(kept, ' '), 'PX', ARGV[2])
      return {1, sum + 1, 0}""";

  // From the newest entry: what is taken back was counted a moment ago.
  private static final String TAKE_BACK = """
      local older, n, last = string.match(redis.call('GET', KEYS[1]) or '', '^(.-) ?(%d+)@(%d+)$')
      if not n then return 0 end
      if tonumber(n) > 1 then
        older = (older == '' and '' or older .. ' ') .. string.format('%.0f@%s', tonumber(n) - 1, last)
      end
      if older == '' then return redis.call('DEL', KEYS[1]) end
      redis.call('SET', KEYS[1], older, 'KEEPTTL')
      return 1""";

  private final RedisDoor redis;
  private final KeyedDigest subjects;
  private final Clock clock;
  private final MeterRegistry metrics;

  /// Keys that refused lately, so that they are asked first. Only the order depends on it, never the answer.
  private final Cache<String, Boolean> suspects;

  Throttle(RedisDoor redis, KeyRing ring, Clock clock, MeterRegistry metrics) {
    this.redis = redis;
    this.subjects = ring.digestFor("throttle");
    this.clock = clock;
    this.metrics = metrics;
    this.suspects = Caffeine.newBuilder().maximumSize(SUSPECTS_KEPT).expireAfterWrite(SUSPECT_FOR)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis())).build();
  }

  /// Has the counters of refusals by `limits` begin with 0.
  public void expect(Limit... limits) {
    for (Limit limit : limits) {
      refusals(limit);
    }
  }

  /// As above, for limits of [Limit#onNetwork].
  public void expectOnNetworks(Limit... limits) {
    for (Limit limit : limits) {
      limit.ofNetworks().forEach(this::refusals);
    }
  }

  /// Counts one attempt under all of `counted`, or, if one of them refuses, under none.
  ///
  /// @param counted the narrowest first
  /// @return how long to wait until the one that refused lets one pass again; empty when this attempt may proceed
  public Uni<Optional<Duration>> count(List<Counted> counted) {
    return tally(counted).map(Tally::retryAfter);
  }

  /// What an attempt was counted to.
  ///
  /// @param refusal by the narrowest of the limits that were asked and refused; empty when the attempt may proceed
  /// @param counts  of each limit's window so far, this attempt among them, in the order in which they were asked for;
  ///                0 for a limit that was not asked because another one refused
  public record Tally(Optional<Refusal> refusal, List<Long> counts) {

    public Tally {
      counts = List.copyOf(counts);
    }

    public Optional<Duration> retryAfter() {
      return refusal.map(Refusal::retryAfter);
    }
  }

  /// @param retryAfter until the limit lets one pass again
  public record Refusal(Counted by, Duration retryAfter) {}

  /// As [#count], for one who also wants to know how many there were, or which limit refused.
  public Uni<Tally> tally(List<Counted> counted) {
    return Uni.createFrom().deferred(() -> {
      long now = clock.millis();
      List<Asked> all = counted.stream().map(each -> new Asked(each, key(each))).toList();
      List<Asked> first = all.stream().filter(each -> suspects.getIfPresent(each.key()) != null).toList();
      List<Asked> others = all.stream().filter(each -> !first.contains(each)).toList();
      return take(first, now).chain(taken -> taken.stream().allMatch(Taken::passed)
              ? take(others, now).map(rest -> merged(all, taken, rest))
              : now(taken))
          .chain(taken -> decided(all, taken));
    });
  }

  /// How many each of `counted` let pass within its window. Counts nothing.
  public Uni<List<Long>> read(List<Counted> counted) {
    return Uni.createFrom().deferred(() -> {
      long now = clock.millis();
      return together(counted.stream()
          .map(each -> ask(key(each), each.limit().window(), now, 0).map(answer -> answer.get(1).toLong())).toList());
    });
  }

  /// Takes one count back, because the attempt turned out to be honest, or was not looked at.
  public Uni<Void> forgive(List<Counted> counted) {
    return Uni.createFrom().deferred(() -> takeBack(counted.stream().map(this::key).toList()));
  }

  private record Asked(Counted counted, String key) {}

  private record Taken(Asked asked, boolean passed, long count, Duration retryAfter) {}

  private Uni<List<Taken>> take(List<Asked> asked, long now) {
    return together(asked.stream().map(each -> {
      Limit limit = each.counted().limit();
      return ask(each.key(), limit.window(), now, limit.size()).map(answer -> new Taken(each,
          answer.get(0).toInteger() == 1, answer.get(1).toLong(), Duration.ofMillis(answer.get(2).toLong())));
    }).toList());
  }

  private static List<Taken> merged(List<Asked> all, List<Taken> first, List<Taken> others) {
    List<Taken> found = new ArrayList<>(first);
    found.addAll(others);
    return all.stream()
        .map(asked -> found.stream().filter(taken -> taken.asked() == asked).findFirst().orElseThrow()).toList();
  }

  private Uni<Tally> decided(List<Asked> all, List<Taken> taken) {
    taken.forEach(each -> refusals(each.asked().counted().limit()));
    Optional<Taken> refused = taken.stream().filter(each -> !each.passed()).findFirst();
    var tally = new Tally(
        refused.map(each -> new Refusal(each.asked().counted(), each.retryAfter())), counts(all, taken));
    if (refused.isEmpty()) {
      return now(tally);
    }
    taken.stream().filter(each -> !each.passed()).forEach(each -> suspects.put(each.asked().key(), Boolean.TRUE));
    refusals(refused.get().asked().counted().limit()).increment();
    return takeBack(taken.stream().filter(Taken::passed).map(each -> each.asked().key()).toList())
        // It stays counted then: the attempt is refused in any case.
        .onFailure().recoverWithNull()
        .replaceWith(tally);
  }

  private static List<Long> counts(List<Asked> all, List<Taken> taken) {
    return all.stream().map(asked -> taken.stream().filter(each -> each.asked() == asked)
        .mapToLong(Taken::count).findFirst().orElse(0)).toList();
  }

  // Made as soon as something is counted, so that the first refusal is not the first the monitoring sees.
  private Counter refusals(Limit limit) {
    return metrics.counter("portcullis.limit.refused", "limit", limit.name());
  }

  private Uni<Void> takeBack(List<String> keys) {
    return together(keys.stream().map(key -> send(List.of(TAKE_BACK, "1", key))).toList()).replaceWithVoid();
  }

  private Uni<Response> ask(String key, Duration window, long now, long size) {
    return send(List.of(TAKE, "1", key, Long.toString(now), Long.toString(window.toMillis()), Long.toString(size)));
  }

  private static <T> Uni<List<T>> together(List<Uni<T>> sent) {
    return sent.isEmpty() ? now(List.of()) : Uni.join().all(sent).andFailFast();
  }

  private Uni<Response> send(List<String> script) {
    return redis.ask(api -> api.eval(script));
  }

  private String key(Counted counted) {
    return "throttle:" + counted.limit().name() + ':' + subjects.of(counted.subject());
  }
}
