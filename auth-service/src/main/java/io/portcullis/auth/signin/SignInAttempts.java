package io.portcullis.auth.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/// Sign-ins that wait for their next step, in Redis: losing one costs the customer a retry. **Fails closed**: while
/// Redis is away no sign-in goes on.
///
/// Redis sees neither the id that the client holds, only its digest, nor what is in the attempt, which is sealed.
@ApplicationScoped
class SignInAttempts {

  static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final String PREFIX = "psi";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ReactiveValueCommands<String, String> redis;
  private final SealedBox box;
  private final ObjectMapper json;
  private final SecureRandom random;
  private final Clock clock;

  SignInAttempts(ReactiveRedisDataSource redis, SealedBox box, ObjectMapper json, SecureRandom random, Clock clock) {
    this.redis = redis.value(String.class);
    this.box = box;
    this.json = json;
    this.random = random;
    this.clock = clock;
  }

  /// The name of an attempt as its client knows it.
  record Id(OpaqueToken token) {

    static Optional<Id> parse(String text) {
      return OpaqueToken.parse(PREFIX, text).map(Id::new);
    }

    /// For others to be bound to; leads back to nothing.
    String reference() {
      return HexFormat.of().formatHex(token.digest());
    }

    private String key() {
      return "auth:sign-in:" + reference();
    }
  }

  Id next() {
    return new Id(OpaqueToken.random(PREFIX, random));
  }

  Uni<Void> keep(Id id, SignInAttempt attempt) {
    // The expiry only sweeps: our clock decides.
    return redis.setex(id.key(), LIFETIME.multipliedBy(2).toSeconds(), box.seal(write(attempt), id.key()))
        .ifNoItem().after(PATIENCE).fail()
        .onFailure().transform(ProblemException::unavailable);
  }

  /// Empty when it is unknown, used or expired.
  Uni<Optional<SignInAttempt>> find(Id id) {
    return redis.get(id.key())
        .ifNoItem().after(PATIENCE).fail()
        .onFailure().transform(ProblemException::unavailable)
        .map(sealed -> Optional.ofNullable(sealed).map(text -> read(box.open(text, id.key())))
            .filter(attempt -> clock.instant().isBefore(attempt.expiresAt())));
  }

  /// Uses the attempt up. Of parallel steps that all proved something, one gets it.
  Uni<Boolean> claim(Id id) {
    return redis.getdel(id.key())
        .ifNoItem().after(PATIENCE).fail()
        .onFailure().transform(ProblemException::unavailable)
        .map(sealed -> sealed != null);
  }

  private byte[] write(SignInAttempt attempt) {
    try {
      return json.writeValueAsBytes(attempt);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private SignInAttempt read(byte[] bytes) {
    try {
      return json.readValue(bytes, SignInAttempt.class);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
