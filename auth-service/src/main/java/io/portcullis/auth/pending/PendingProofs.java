package io.portcullis.auth.pending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.redis.RedisDoor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// What waits for its next step, in Redis: losing it costs the customer a retry. **Fails closed**: while Redis is away
/// nothing goes on.
///
/// Redis sees neither the id that the client holds, only its digest, nor what is waiting, which is sealed.
@ApplicationScoped
public class PendingProofs {

  public static final Duration LIFETIME = Duration.ofMinutes(10);

  private final RedisDoor redis;
  private final SealedBox box;
  private final ObjectMapper json;
  private final SecureRandom random;
  private final Clock clock;

  PendingProofs(RedisDoor redis, SealedBox box, ObjectMapper json, SecureRandom random, Clock clock) {
    this.redis = redis;
    this.box = box;
    this.json = json;
    this.random = random;
    this.clock = clock;
  }

  /// An id of one kind names nothing of another: prefix, key and seal all differ.
  public enum Kind {
    SIGN_IN("psi", "auth:sign-in:"), PASSKEY("pps", "auth:passkey:"), STEP_UP("psu", "auth:step-up:"),
    HUMAN_CODE("phc", "auth:human-code:");

    private final String prefix;
    private final String keys;

    Kind(String prefix, String keys) {
      this.prefix = prefix;
      this.keys = keys;
    }
  }

  /// The name of something pending as its client knows it.
  public record Id(Kind kind, OpaqueToken token) {

    public static Optional<Id> parse(Kind kind, String text) {
      return OpaqueToken.parse(kind.prefix, text).map(token -> new Id(kind, token));
    }

    /// For others to be bound to; leads back to nothing.
    public String reference() {
      return HexFormat.of().formatHex(token.digest());
    }

    public String reveal() {
      return token.reveal();
    }

    private String key() {
      return kind.keys + reference();
    }
  }

  public Id next(Kind kind) {
    return new Id(kind, OpaqueToken.random(kind.prefix, random));
  }

  /// When something that begins now is over.
  public Instant expiry() {
    return clock.instant().plus(LIFETIME);
  }

  public Uni<Void> keep(Id id, Pending pending) {
    // The expiry only sweeps: our clock decides.
    String sweepAfter = Long.toString(LIFETIME.multipliedBy(2).toSeconds());
    return redis.ask(api -> api.setex(id.key(), sweepAfter, box.seal(write(pending), id.key()))).replaceWithVoid();
  }

  /// Empty when it is unknown, used or expired.
  public <T extends Pending> Uni<Optional<T>> find(Id id, Class<T> type) {
    return redis.ask(api -> api.get(id.key())).map(sealed -> open(id, sealed, type));
  }

  /// Finds it and uses it up in one step.
  public <T extends Pending> Uni<Optional<T>> take(Id id, Class<T> type) {
    return redis.ask(api -> api.getdel(id.key())).map(sealed -> open(id, sealed, type));
  }

  /// Uses it up. Of parallel steps that all proved something, one gets it.
  public Uni<Boolean> claim(Id id) {
    return redis.ask(api -> api.getdel(id.key())).map(sealed -> sealed != null);
  }

  private <T extends Pending> Optional<T> open(Id id, Response sealed, Class<T> type) {
    return Optional.ofNullable(sealed).map(text -> read(box.open(text.toString(), id.key()), type))
        .filter(pending -> clock.instant().isBefore(pending.expiresAt()));
  }

  private byte[] write(Pending pending) {
    try {
      return json.writeValueAsBytes(pending);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private <T> T read(byte[] bytes, Class<T> type) {
    try {
      return json.readValue(bytes, type);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
