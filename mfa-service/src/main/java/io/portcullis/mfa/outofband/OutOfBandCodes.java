package io.portcullis.mfa.outofband;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.redis.RedisDoor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The codes that were sent, in Redis: keyed digests, never the codes. Fails closed: while Redis is away none is sent
/// and none is right. A code that is lost with Redis is dead.
@ApplicationScoped
class OutOfBandCodes {

  /// NIST SP 800-63B-4 §3.1.3.
  static final Duration LIFETIME = Duration.ofMinutes(10);
  /// Of one slot, whichever of its codes is tried: a resent code brings no new tries.
  static final int TRIES = 5;
  static final int SENDS = 5;
  static final Duration FIRST_DELAY = Duration.ofSeconds(30);


  // One key per call, so that a Redis Cluster can run it. The expiry only sweeps: our clock decides. Of parallel
  // requests one gets the send, the others its delay.
  private static final String RESERVE_SEND = """
      local now, most = tonumber(ARGV[1]), tonumber(ARGV[3])
      local found = redis.call('HMGET', KEYS[1], 'ends', 'sends', 'resend')
      if found[1] and tonumber(found[1]) <= now then
        redis.call('DEL', KEYS[1])
        found = {false, false, false}
      end
      local ends = tonumber(found[1] or ARGV[2])
      local sends = tonumber(found[2] or 0)
      local resend = tonumber(found[3] or 0)
      if sends >= most or resend > now then return {0, math.max(resend - now, 1)} end
      sends = sends + 1
      local wait = sends < most and tonumber(ARGV[4]) * 2 ^ (sends - 1) or ends - now
      redis.call('HSET', KEYS[1], 'ends', string.format('%.0f', ends), 'sends', string.format('%.0f', sends),
        'resend', string.format('%.0f', now + wait))
      redis.call('PEXPIRE', KEYS[1], string.format('%.0f', 2 * (ends - now)))
      return {sends, wait}""";

  // Not when a later send was reserved meanwhile: its code is the one that the customer will have.
  private static final String PUT = """
      if redis.call('HGET', KEYS[1], 'sends') ~= ARGV[1] then return 0 end
      redis.call('HSET', KEYS[1], 'digest', ARGV[2], 'until', ARGV[3])
      return 1""";

  // Counting and looking are one step: parallel tries can't share a number.
  private static final String TRY = """
      if redis.call('EXISTS', KEYS[1]) == 0 then return {-1, ''} end
      local left = tonumber(ARGV[2]) - redis.call('HINCRBY', KEYS[1], 'tries', 1)
      if left < 0 then
        redis.call('HDEL', KEYS[1], 'digest')
        return {-1, ''}
      end
      local found = redis.call('HMGET', KEYS[1], 'digest', 'until')
      if not found[1] or tonumber(found[2]) <= tonumber(ARGV[1]) then return {left, ''} end
      return {left, found[1]}""";

  private static final String USE_UP = """
      if redis.call('HGET', KEYS[1], 'digest') ~= ARGV[1] then return 0 end
      return redis.call('DEL', KEYS[1])""";

  private final RedisDoor redis;
  private final KeyedDigest digests;
  private final Clock clock;

  OutOfBandCodes(RedisDoor redis, KeyRing ring, Clock clock) {
    this.redis = redis;
    this.digests = ring.digestFor("out-of-band-code");
    this.clock = clock;
  }

  /// One send of a slot's, which may be made now or not.
  ///
  /// @param number    1 for the first; 0 when none may be made
  /// @param untilNext how long until another one may be asked for
  record Send(int number, Duration untilNext) {

    boolean isAllowed() {
      return number > 0;
    }
  }

  /// Reserves the next send of a slot. The code that was sent before stays right until [#put].
  ///
  /// @param ends when the slot closes, if this is its first send
  Uni<Send> reserveSend(CodeSlot slot, Instant ends) {
    return send(RESERVE_SEND, slot, () -> List.of(Long.toString(clock.millis()), Long.toString(ends.toEpochMilli()),
        Integer.toString(SENDS), Long.toString(FIRST_DELAY.toMillis())))
        .map(answer -> new Send(answer.get(0).toInteger(), Duration.ofMillis(answer.get(1).toLong())));
  }

  /// Makes `code` the one that is right, if it was sent to `to`.
  ///
  /// @return false when a later send has overtaken this one
  Uni<Boolean> put(CodeSlot slot, Send send, Identifier to, OutOfBandCode code, Instant expiresAt) {
    return send(PUT, slot, () -> List.of(Integer.toString(send.number()), digests.of(parts(slot, to, code)),
        Long.toString(expiresAt.toEpochMilli()))).map(answer -> answer.toInteger() == 1);
  }

  /// One counted try.
  ///
  /// @param left   how many follow; negative when this one was too many, or nothing was ever sent
  /// @param digest empty when no code is right now
  record Try(int left, Optional<String> digest) {}

  Uni<Try> countTry(CodeSlot slot) {
    return send(TRY, slot, () -> List.of(Long.toString(clock.millis()), Integer.toString(TRIES)))
        .map(answer -> new Try(answer.get(0).toInteger(),
            Optional.of(answer.get(1).toString()).filter(digest -> !digest.isEmpty())));
  }

  /// Whether `code` is the one that was sent to `to` for this slot.
  boolean isRight(String digest, CodeSlot slot, Identifier to, OutOfBandCode code) {
    return digests.matches(digest, parts(slot, to, code));
  }

  /// @return false when another use was quicker, or a new code was sent meanwhile
  Uni<Boolean> useUp(CodeSlot slot, String digest) {
    return send(USE_UP, slot, () -> List.of(digest)).map(answer -> answer.toInteger() == 1);
  }

  private static String[] parts(CodeSlot slot, Identifier to, OutOfBandCode code) {
    return new String[] {slot.use(), slot.id().toString(), slot.account().toString(), slot.method().wireName(),
        to.canonical(), code.digits()};
  }

  private Uni<Response> send(String script, CodeSlot slot, Supplier<List<String>> arguments) {
    return redis.ask(api -> {
      var command = new ArrayList<>(List.of(script, "1", slot.key()));
      command.addAll(arguments.get());
      return api.eval(command);
    });
  }
}
