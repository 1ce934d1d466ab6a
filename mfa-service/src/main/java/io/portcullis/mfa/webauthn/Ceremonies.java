package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.data.ByteArray;
import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.redis.RedisDoor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The challenges that authenticators were asked to sign, in Redis. Fails closed: while Redis is away there are no
/// ceremonies (503).
@ApplicationScoped
class Ceremonies {

  /// Long enough to find the key in the other coat (WebAuthn L3 §15.1 recommends 5 to 10 minutes).
  static final Duration LIFETIME = Duration.ofMinutes(5);

  /// WebAuthn L3 §13.4.3 asks for 16 at least.
  private static final int CHALLENGE_BYTES = 32;

  // One key per call, so that a Redis Cluster can run it. The expiry only sweeps: our clock decides.
  private static final String OPEN = """
      redis.call('HSET', KEYS[1], 'binding', ARGV[1], 'until', ARGV[2], 'challenge', ARGV[3], 'note', ARGV[4])
      return redis.call('EXPIRE', KEYS[1], ARGV[5])""";

  // Reading and forgetting are one step: of parallel answers one is looked at. A ceremony that is answered with another
  // binding is in the wrong hands, and ends.
  private static final String TAKE = """
      local found = redis.call('HMGET', KEYS[1], 'binding', 'until', 'challenge', 'note')
      if not found[1] then return {} end
      redis.call('DEL', KEYS[1])
      if found[1] ~= ARGV[1] or tonumber(found[2]) <= tonumber(ARGV[2]) then return {} end
      return {found[3], found[4], found[2]}""";

  private final RedisDoor redis;
  private final SecureRandom random;
  private final Clock clock;

  Ceremonies(RedisDoor redis, SecureRandom random, Clock clock) {
    this.redis = redis;
    this.random = random;
    this.clock = clock;
  }

  /// What a challenge is for. One for this is unknown to that.
  enum Kind { REGISTRATION, SECOND_FACTOR, PASSKEY, ACTION }

  /// @param note what its beginning has to tell its end
  record Ceremony(ByteArray challenge, String note, Instant begunAt) {

    /// Whether it is this action that was to be signed.
    boolean asksFor(ActionHash action) {
      return Base64Url.decode(note).map(nonce -> new ByteArray(action.challenge(nonce))).filter(challenge::equals).isPresent();
    }
  }

  /// Makes a challenge, in the place of an older one with this id.
  ///
  /// @param binding to be told again with the answer
  Uni<ByteArray> begin(Kind kind, UUID id, String binding, String note) {
    return Uni.createFrom().deferred(() -> open(kind, id, binding, new ByteArray(random()), note));
  }

  /// As above, with a challenge that says which action is approved. Its end gets the nonce as the note.
  Uni<ByteArray> begin(UUID id, String binding, ActionHash action) {
    return Uni.createFrom().deferred(() -> {
      byte[] nonce = random();
      return open(Kind.ACTION, id, binding, new ByteArray(action.challenge(nonce)), new ByteArray(nonce).getBase64Url());
    });
  }

  private byte[] random() {
    byte[] bytes = new byte[CHALLENGE_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  private Uni<ByteArray> open(Kind kind, UUID id, String binding, ByteArray challenge, String note) {
    return redis.ask(api -> api.eval(List.of(OPEN, "1", key(kind, id), binding,
        Long.toString(clock.instant().plus(LIFETIME).toEpochMilli()), challenge.getBase64Url(), note,
        Long.toString(LIFETIME.multipliedBy(2).toSeconds())))).replaceWith(challenge);
  }

  /// Ends a ceremony, whatever its answer turns out to be.
  ///
  /// @return empty when it is unknown, expired, was answered before, or has another binding
  Uni<Optional<Ceremony>> take(Kind kind, UUID id, String binding) {
    return redis.ask(api -> api.eval(List.of(TAKE, "1", key(kind, id), binding, Long.toString(clock.millis()))))
        .map(found -> found.size() == 0
            ? Optional.empty()
            : Optional.of(new Ceremony(
                new ByteArray(Base64.getUrlDecoder().decode(found.get(0).toString())), found.get(1).toString(),
                Instant.ofEpochMilli(Long.parseLong(found.get(2).toString())).minus(LIFETIME))));
  }

  private static String key(Kind kind, UUID id) {
    return "mfa:webauthn:%s:%s".formatted(kind, id);
  }
}
