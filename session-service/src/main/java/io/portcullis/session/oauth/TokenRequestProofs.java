package io.portcullis.session.oauth;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.token.DpopConfig;
import io.portcullis.runtime.token.DpopConfig.NonceUse;
import io.portcullis.runtime.token.DpopNonces;
import io.portcullis.runtime.token.DpopProofs;
import io.portcullis.runtime.token.DpopProofs.Proof;
import io.portcullis.runtime.token.DpopProofs.Target;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.runtime.token.SeenProofs;
import io.portcullis.session.token.RefreshTokens;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The proofs of possession that come with token requests (RFC 9449 §5), each good once on all instances together.
///
/// Fails open, by intent: while Redis is away each instance remembers for itself, and refreshing goes on. A proof alone
/// buys nothing here; what it protects is good once, too.
@Startup
@ApplicationScoped
class TokenRequestProofs {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final RefreshTokens refreshTokens;
  private final DpopProofs proofs;
  private final DpopNonces nonces;
  private final DpopConfig config;
  private final SeenProofs seenHere;
  private final RedisAPI redis;
  private final Counter unshared;

  TokenRequestProofs(RefreshTokens refreshTokens, DpopProofs proofs, DpopNonces nonces, DpopConfig config, RedisAPI redis,
      MeterRegistry metrics, Clock clock) {
    this.refreshTokens = refreshTokens;
    this.proofs = proofs;
    this.nonces = nonces;
    this.config = config;
    this.seenHere = new SeenProofs(clock, config.window());
    this.redis = redis;
    this.unshared = metrics.counter("portcullis.dpop.unshared");
  }

  sealed interface Verdict {
    /// There is no proof to look at.
    record Absent() implements Verdict {}
    record Holds(KeyThumbprint key) implements Verdict {}
    record Invalid() implements Verdict {}
    /// It would hold, but nothing shows that it was made just before this request.
    record NonceMissing() implements Verdict {}
  }

  /// @param headers all `DPoP` headers of the request
  Uni<Verdict> verify(List<String> headers, String refreshToken) {
    if (headers.isEmpty()) {
      return now(new Verdict.Absent());
    }
    return Uni.createFrom().deferred(() -> proofs.verify(headers, new Target("POST", "/oauth2/token", Optional.empty()))
        .map(proof -> isGoodNow(proof, refreshToken))
        .orElseGet(() -> now(new Verdict.Invalid())));
  }

  private Uni<Verdict> isGoodNow(Proof proof, String refreshToken) {
    if (nonce().isPresent() && proof.nonce().filter(nonces::isGood).isEmpty()) {
      return now(new Verdict.NonceMissing());
    }
    // With a token that is not ours it buys nothing; strangers who make proofs all day must not fill Redis with them.
    boolean worthRemembering = refreshTokens.parse(refreshToken).isPresent();
    return (worthRemembering ? isNew(proof) : now(true)).map(isNew -> isNew ? new Verdict.Holds(proof.key()) : new Verdict.Invalid());
  }

  /// What the next proof must repeat; empty when none is asked for.
  Optional<String> nonce() {
    return config.nonce() == NonceUse.NEVER ? Optional.empty() : Optional.of(nonces.current());
  }

  private Uni<Boolean> isNew(Proof proof) {
    if (!seenHere.isNew(proof)) {
      return now(false);
    }
    String key = "session:dpop:" + proof.key() + ':' + proof.id();
    // The expiry only sweeps: the proof's own time ends it by our clock.
    String sweepAfter = Long.toString(config.window().multipliedBy(2).toSeconds() + 1);
    return redis.set(List.of(key, "1", "NX", "EX", sweepAfter)).map(answer -> answer != null)
        .ifNoItem().after(PATIENCE).fail()
        .onFailure().recoverWithItem(() -> {
          unshared.increment();
          return true;
        });
  }
}
