package io.portcullis.mfa.challenge;

import io.portcullis.mfa.totp.ClockDrift;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.redis.RedisDoor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Open challenges, in Redis. Fails closed: while Redis is away nobody may try (503).
///
/// What may be lost with Redis is the challenge, which then has ended; the guesses made at it are counted in
/// PostgreSQL ([io.portcullis.mfa.guess.GuessBudget]).
@ApplicationScoped
class Challenges {

  static final Duration LIFETIME = Duration.ofMinutes(10);
  static final int TRIES = 5;


  // One key per call, so that a Redis Cluster can run it. The expiry only sweeps: our clock decides.
  private static final String OPEN = """
      redis.call('HSET', KEYS[1], 'binding', ARGV[1], 'until', ARGV[2], 'tries', 0)
      return redis.call('EXPIRE', KEYS[1], ARGV[3])""";

  // A challenge shown with another binding is in the wrong hands, and ends.
  private static final String SHOWN = """
      local found = redis.call('HMGET', KEYS[1], 'binding', 'until', 'tries')
      if not found[1] then return -1 end
      local ours = false
      for i = 3, #ARGV do ours = ours or found[1] == ARGV[i] end
      if not ours or tonumber(found[2]) <= tonumber(ARGV[1]) then
        redis.call('DEL', KEYS[1])
        return -1
      end
      """;

  // Counting and looking are one step: parallel tries can't share a number.
  private static final String TRY = SHOWN + "return tonumber(ARGV[2]) - redis.call('HINCRBY', KEYS[1], 'tries', 1)";

  private static final String FIND = SHOWN + """
      if tonumber(found[3]) >= tonumber(ARGV[2]) then return -1 end
      return tonumber(found[2])""";

  // Written whether or not there is a drift to remember, so that the time taken does not tell. Never revives a challenge.
  private static final String NOTE_DRIFT = """
      if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
      local known = redis.call('HGET', KEYS[1], 'drift') or ''
      return redis.call('HSET', KEYS[1], 'drift', ARGV[1] ~= '' and ARGV[1] or known)""";

  private static final String END = """
      local drift = redis.call('HGET', KEYS[1], 'drift')
      return {redis.call('DEL', KEYS[1]), drift or ''}""";

  private final RedisDoor redis;
  private final KeyedDigest addresses;
  private final Clock clock;

  Challenges(RedisDoor redis, KeyRing ring, Clock clock) {
    this.redis = redis;
    this.addresses = ring.digestFor("challenge-address");
    this.clock = clock;
  }

  Uni<Void> open(ChallengeId id, Binding binding) {
    return redis.ask(api -> api.eval(List.of(OPEN, "1", key(id), bindings(id, binding).getFirst(),
        Long.toString(clock.instant().plus(LIFETIME).toEpochMilli()),
        Long.toString(LIFETIME.multipliedBy(2).toSeconds())))).replaceWithVoid();
  }

  /// Counts one try.
  ///
  /// @return how many are left after it; empty when this one is not allowed, because the challenge has ended
  Uni<OptionalInt> countTry(ChallengeId id, Binding binding) {
    return redis.ask(api -> api.eval(shown(TRY, id, binding)))
        .map(left -> left.toInteger() < 0 ? OptionalInt.empty() : OptionalInt.of(left.toInteger()));
  }

  /// When a challenge that can still be tried ends; empty when it has ended.
  Uni<Optional<Instant>> find(ChallengeId id, Binding binding) {
    return redis.ask(api -> api.eval(shown(FIND, id, binding)))
        .map(until -> until.toLong() < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until.toLong())));
  }

  private List<String> shown(String script, ChallengeId id, Binding binding) {
    var command = new ArrayList<>(
        List.of(script, "1", key(id), Long.toString(clock.millis()), Integer.toString(TRIES)));
    command.addAll(bindings(id, binding));
    return command;
  }

  /// As a binding may be stored: an address as its digest under any key of the ring, the current one's first, so that a
  /// new key ends no challenge. With the challenge's id, or equal digests would tell who asks again.
  private List<String> bindings(ChallengeId id, Binding binding) {
    return binding.validatedAddress()
        .map(address -> addresses.candidates(utf8(id.toString()), utf8(address.canonical())).stream()
            .map(digest -> binding.text() + '/' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest)).toList())
        .orElseGet(() -> List.of(binding.text()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Remembers how a wrong TOTP code could be explained.
  Uni<Void> noteDrift(ChallengeId id, Optional<ClockDrift> drift) {
    String seconds = drift.map(found -> Long.toString(found.ahead().toSeconds())).orElse("");
    return redis.ask(api -> api.eval(List.of(NOTE_DRIFT, "1", key(id), seconds))).replaceWithVoid();
  }

  /// A challenge that was proved.
  ///
  /// @param drift what [#noteDrift] has remembered
  record Proof(Optional<ClockDrift> drift) {}

  /// Ends a challenge that was proved.
  ///
  /// @return empty when another try was quicker: a challenge is proved once
  Uni<Optional<Proof>> end(ChallengeId id) {
    return redis.ask(api -> api.eval(List.of(END, "1", key(id)))).map(ended -> ended.get(0).toInteger() == 1
        ? Optional.of(new Proof(drift(ended.get(1).toString())))
        : Optional.empty());
  }

  private static Optional<ClockDrift> drift(String seconds) {
    return seconds.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClockDrift(Duration.ofSeconds(Long.parseLong(seconds))));
  }

  private static String key(ChallengeId id) {
    return "mfa:challenge:" + id;
  }
}
