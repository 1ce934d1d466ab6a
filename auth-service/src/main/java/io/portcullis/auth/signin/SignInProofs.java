package io.portcullis.auth.signin;

import io.portcullis.runtime.token.DpopConfig;
import io.portcullis.runtime.token.DpopConfig.NonceUse;
import io.portcullis.runtime.token.DpopNonces;
import io.portcullis.runtime.token.DpopProofs;
import io.portcullis.runtime.token.DpopProofs.Proof;
import io.portcullis.runtime.token.DpopProofs.Target;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.runtime.token.SeenProofs;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// The proofs of possession that come with the steps of a sign-in, by the rules of the token endpoint (RFC 9449 §5): the
/// tokens are bound to the key from the start.
///
/// Each instance remembers for itself what it was shown. Who replays a proof needs the password and the factor, too, and
/// then holds tokens of a key that he does not have.
@ApplicationScoped
class SignInProofs {

  private final DpopProofs proofs;
  private final DpopNonces nonces;
  private final DpopConfig config;
  private final SeenProofs seen;

  SignInProofs(DpopProofs proofs, DpopNonces nonces, DpopConfig config, Clock clock) {
    this.proofs = proofs;
    this.nonces = nonces;
    this.config = config;
    this.seen = new SeenProofs(clock, config.window());
  }

  sealed interface Shown {
    record Nothing() implements Shown {}
    record Key(KeyThumbprint thumbprint) implements Shown {}
    record Invalid() implements Shown {}
    /// It would hold, but nothing shows that it was made just before this request.
    record NonceMissing() implements Shown {}
  }

  Shown by(HttpServerRequest request) {
    var headers = request.headers().getAll("DPoP");
    if (headers.isEmpty()) {
      return new Shown.Nothing();
    }
    return proofs.verify(headers, new Target(request.method().name(), request.path(), Optional.empty()))
        .map(this::isGoodNow).orElseGet(Shown.Invalid::new);
  }

  private Shown isGoodNow(Proof proof) {
    if (nonce().isPresent() && proof.nonce().filter(nonces::isGood).isEmpty()) {
      return new Shown.NonceMissing();
    }
    return seen.isNew(proof) ? new Shown.Key(proof.key()) : new Shown.Invalid();
  }

  /// What the next proof must repeat; empty when none is asked for. This service's instances alone know it again.
  Optional<String> nonce() {
    return config.nonce() == NonceUse.NEVER ? Optional.empty() : Optional.of(nonces.current());
  }
}
