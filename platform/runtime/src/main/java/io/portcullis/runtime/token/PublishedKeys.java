package io.portcullis.runtime.token;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// A JWK Set (RFC 7517) kept in memory and fetched again when it grows old or a token names a key that is not in it.
///
/// However many tokens with invented key ids arrive, the set is fetched at most once in [#COOL_DOWN]. A key that the
/// issuer takes back is unknown here after [#MAX_AGE] at most, for no token is answered from a set older than that. While
/// the issuer is away the last known keys go on working.
final class PublishedKeys implements VerificationKeys {

  private static final Logger LOG = Logger.getLogger(PublishedKeys.class);
  private static final Duration COOL_DOWN = Duration.ofSeconds(10);
  /// From this age on a token has the set fetched, but does not wait for it.
  private static final Duration RENEWAL = Duration.ofSeconds(30);
  /// From this age on tokens wait: a set may have grown old because nobody asked, and then a crowd does.
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final Supplier<Uni<String>> fetch;
  private final Set<String> algorithms;
  private final Clock clock;
  private volatile Map<String, Key> keys = Map.of();
  /// When the last fetch that has ended began, whether or not the issuer answered: waiting for one who is away helps nobody.
  private volatile Instant askedAt = Instant.MIN;
  private volatile Instant triedAt = Instant.MIN;
  private volatile Optional<Uni<Void>> underWay = Optional.empty();

  /// @param algorithms JWS `alg` values that the issuer may sign with
  PublishedKeys(Supplier<Uni<String>> fetch, Set<String> algorithms, Clock clock) {
    this.fetch = fetch;
    this.algorithms = algorithms;
    this.clock = clock;
  }

  @Override
  public Uni<Optional<Key>> find(String keyId) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      Optional<Key> known = Optional.ofNullable(keys.get(keyId));
      if (known.isPresent() && askedAt.isAfter(now.minus(RENEWAL))) {
        return now(known);
      }
      boolean young = askedAt.isAfter(now.minus(MAX_AGE));
      Uni<Void> renewal = renew(now);
      if (known.isPresent() && young) {
        renewal.subscribe().with(_ -> {});
        return now(known);
      }
      return renewal.map(_ -> Optional.ofNullable(keys.get(keyId)));
    });
  }

  @Override
  public Uni<Void> available() {
    return find("").invoke(() -> {
      if (keys.isEmpty()) {
        throw new IllegalStateException("no verification keys yet");
      }
    }).replaceWithVoid();
  }

  // All who ask while a fetch is under way wait for that one: the first tokens of a new instance come in a crowd.
  private synchronized Uni<Void> renew(Instant now) {
    if (underWay.isEmpty()) {
      if (triedAt.isAfter(now.minus(COOL_DOWN))) {
        return done();
      }
      triedAt = now;
      underWay = Optional.of(refresh(now).onTermination().invoke(() -> underWay = Optional.empty()).memoize().indefinitely());
    }
    return underWay.get();
  }

  private Uni<Void> refresh(Instant now) {
    return fetch.get()
        .invoke(json -> keys = parse(json, algorithms))
        .replaceWithVoid()
        .onFailure().recoverWithUni(failure -> {
          LOG.warnf("verification keys could not be fetched: %s", failure);
          // The very first fetch may simply have come too early: let the next token try again.
          triedAt = keys.isEmpty() ? Instant.MIN : triedAt;
          return done();
        })
        .invoke(() -> askedAt = now);
  }

  // A key that must not verify is left out, and the others stay. Of two keys with one id neither counts: which of them
  // a token means would depend on their order.
  private static Map<String, Key> parse(String json, Set<String> algorithms) {
    JsonNode set = CompactJws.json(json).map(document -> document.path("keys")).filter(JsonNode::isArray)
        .orElseThrow(() -> new IllegalStateException("not a JWK Set"));
    Map<String, Long> uses = set.valueStream().map(jwk -> jwk.path("kid")).filter(JsonNode::isTextual)
        .collect(groupingBy(JsonNode::textValue, counting()));
    var parsed = new HashMap<String, Key>();
    for (JsonNode jwk : set) {
      Optional<VerificationJwk> key = VerificationJwk.of(jwk, algorithms)
          .filter(k -> k.keyId().filter(id -> uses.get(id) == 1).isPresent());
      key.ifPresentOrElse(k -> parsed.put(k.keyId().orElseThrow(), k.key()),
          () -> LOG.warnf("a published key is not used: its id, use, algorithm or numbers forbid it (kid %s)", jwk.path("kid")));
    }
    return Map.copyOf(parsed);
  }
}
