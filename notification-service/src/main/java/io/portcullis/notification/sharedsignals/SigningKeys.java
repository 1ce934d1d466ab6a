package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;

/// The keys that sign security event tokens. They are no keys of access tokens: who takes one can sign in nowhere. The first is made
/// when it is needed, and each is followed by another without anybody's doing.
@ApplicationScoped
class SigningKeys {

  private static final Logger LOG = Logger.getLogger(SigningKeys.class);

  private static final Duration SIGNS = Duration.ofDays(90);
  /// Longer than anybody caches the JWK Set.
  private static final Duration PUBLISHED_BEFORE = Duration.ofDays(1);
  /// A receiver may verify a token so long after it got it.
  private static final Duration PUBLISHED_AFTER = Duration.ofDays(30);
  private static final Duration REREAD = Duration.ofMinutes(1);

  private final SigningKeyRows rows;
  private final Postgres postgres;
  private final SharedSignalsConfig config;
  private final SecureRandom random;
  private final Vertx vertx;
  private final Clock clock;
  private volatile Known known = new Known(List.of(), Instant.MIN);

  SigningKeys(SigningKeyRows rows, Postgres postgres, SharedSignalsConfig config, SecureRandom random, Vertx vertx, Clock clock) {
    this.rows = rows;
    this.postgres = postgres;
    this.config = config;
    this.random = random;
    this.vertx = vertx;
    this.clock = clock;
  }

  private record Known(List<SigningKey> keys, Instant readAt) {}

  /// Signed tokens in the order of `claims`, away from the event loop.
  Uni<List<String>> sign(List<String> claims) {
    return claims.isEmpty() ? now(List.of())
        : keys().chain(keys -> onWorker(() -> claims.stream().map(signing(keys)::sign).toList()));
  }

  /// The public halves as a JWK Set (RFC 7517 §5), those among it that sign later or signed before.
  Uni<String> published() {
    return keys().map(keys -> new JsonWebKeySet(keys.stream().map(SigningKey::jwk).toList()).toJson(OutputControlLevel.PUBLIC_ONLY));
  }

  /// Another key signs from now on, and no other one is published: somebody may have taken one.
  Uni<String> replace() {
    return newKey(clock.instant()).chain(key -> postgres.withTransaction(tx -> rows.lock(tx)
            .chain(() -> rows.add(tx, key)).chain(() -> rows.removeOthers(tx, key)))
        .chain(this::read).map(_ -> key.kid())
        .invoke(kid -> LOG.warnf("shared signals: the signing keys were replaced by %s", kid)));
  }

  private SigningKey signing(List<SigningKey> keys) {
    Instant now = clock.instant();
    return keys.reversed().stream().filter(key -> !key.activeFrom().isAfter(now)).findFirst().orElseGet(keys::getFirst);
  }

  private Uni<List<SigningKey>> keys() {
    Known before = known;
    boolean current = !before.keys().isEmpty() && before.readAt().plus(REREAD).isAfter(clock.instant());
    return current ? now(before.keys())
        : rows.all(postgres.pool()).chain(found -> needsKey(found) ? addKey() : now(found)).invoke(this::remember);
  }

  private Uni<List<SigningKey>> read() {
    return rows.all(postgres.pool()).invoke(this::remember);
  }

  private void remember(List<SigningKey> keys) {
    known = new Known(keys, clock.instant());
  }

  private boolean needsKey(List<SigningKey> keys) {
    if (keys.isEmpty()) {
      return true;
    }
    SigningKey last = keys.getLast();
    return !last.activeFrom().plus(SIGNS).isAfter(clock.instant().plus(PUBLISHED_BEFORE))
        || !last.jwk().getAlgorithm().equals(config.algorithm().name()) && !last.activeFrom().isAfter(clock.instant());
  }

  // Another replica may have been quicker: the one that got the lock looks again.
  private Uni<List<SigningKey>> addKey() {
    return newKey(clock.instant()).chain(key -> postgres.withTransaction(tx -> rows.lock(tx)
        .chain(() -> rows.all(tx))
        .chain(found -> needsKey(found) ? rows.add(tx, found.isEmpty() ? key : later(key)) : Uni.createFrom().voidItem())
        .chain(() -> rows.removeOutlived(tx, clock.instant().minus(PUBLISHED_AFTER)))
        .chain(() -> rows.all(tx))));
  }

  private static SigningKey later(SigningKey key) {
    return new SigningKey(key.jwk(), key.createdAt(), key.createdAt().plus(PUBLISHED_BEFORE));
  }

  private Uni<SigningKey> newKey(Instant at) {
    return onWorker(() -> new SigningKey(config.algorithm().newKey(random), at, at));
  }

  private <T> Uni<T> onWorker(Callable<T> work) {
    return Uni.createFrom().completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
  }
}
