package io.portcullis.runtime.token;

import io.smallrye.mutiny.Uni;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/// A JWK Set (RFC 7517) kept in memory and fetched again when it grows old or a token names a key that is not in it.
///
/// However many tokens with invented key ids arrive, the set is fetched at most once in [#COOL_DOWN]. While the issuer
/// is away the last known keys go on working.
final class PublishedKeys implements VerificationKeys {

  private static final Logger LOG = Logger.getLogger(PublishedKeys.class);
  private static final Duration COOL_DOWN = Duration.ofSeconds(10);
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final Supplier<Uni<String>> fetch;
  private final Clock clock;
  private volatile Map<String, Key> keys = Map.of();
  private volatile Instant fetchedAt = Instant.MIN;
  private volatile Instant triedAt = Instant.MIN;
  private volatile Optional<Uni<Void>> underWay = Optional.empty();

  PublishedKeys(Supplier<Uni<String>> fetch, Clock clock) {
    this.fetch = fetch;
    this.clock = clock;
  }

  @Override
  public Uni<Optional<Key>> find(String keyId) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      Optional<Key> known = Optional.ofNullable(keys.get(keyId));
      boolean fresh = fetchedAt.isAfter(now.minus(MAX_AGE));
      if (known.isPresent() && (fresh || underWay.isPresent())) {
        return Uni.createFrom().item(known);
      }
      if (underWay.isEmpty() && triedAt.isAfter(now.minus(COOL_DOWN))) {
        // Looked up again: the fetch may have ended since the first look.
        return Uni.createFrom().item(Optional.ofNullable(keys.get(keyId)));
      }
      return fetchOnce(now).map(_ -> Optional.ofNullable(keys.get(keyId)));
    });
  }

  // All who ask while a fetch is under way wait for that one: the first tokens of a new instance come in a crowd.
  private synchronized Uni<Void> fetchOnce(Instant now) {
    if (underWay.isEmpty()) {
      triedAt = now;
      underWay = Optional.of(refresh(now).onTermination().invoke(() -> underWay = Optional.empty()).memoize().indefinitely());
    }
    return underWay.get();
  }

  private Uni<Void> refresh(Instant now) {
    return fetch.get()
        .invoke(json -> {
          keys = parse(json);
          fetchedAt = now;
        })
        .replaceWithVoid()
        .onFailure().recoverWithUni(failure -> {
          LOG.warnf("verification keys could not be fetched: %s", failure);
          // The very first fetch may simply have come too early: let the next token try again.
          triedAt = keys.isEmpty() ? Instant.MIN : triedAt;
          return Uni.createFrom().voidItem();
        });
  }

  private static Map<String, Key> parse(String json) {
    try {
      var parsed = new HashMap<String, Key>();
      for (JsonWebKey key : new JsonWebKeySet(json).getJsonWebKeys()) {
        if (key instanceof PublicJsonWebKey published && key.getKeyId() != null) {
          parsed.put(key.getKeyId(), published.getPublicKey());
        }
      }
      return Map.copyOf(parsed);
    } catch (JoseException notAJwkSet) {
      throw new IllegalStateException("not a JWK Set", notAJwkSet);
    }
  }
}
