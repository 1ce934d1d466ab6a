package io.portcullis.session.check;

import io.portcullis.runtime.http.ForwardedRequests.ForwardedRequest;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.DpopConfig;
import io.portcullis.runtime.token.DpopConfig.NonceUse;
import io.portcullis.runtime.token.DpopNonces;
import io.portcullis.runtime.token.DpopProofs;
import io.portcullis.runtime.token.DpopProofs.Proof;
import io.portcullis.runtime.token.DpopProofs.Target;
import io.portcullis.runtime.token.SeenProofs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The proofs of possession of requests that a gateway asks about (RFC 9449 §7). From memory alone: each instance
/// remembers the proofs that it saw itself, so one taken off the wire is good once at each other instance while it is
/// young. A nonce makes that time shorter.
@ApplicationScoped
class RequestProofs {

  private final DpopProofs proofs;
  private final DpopNonces nonces;
  private final DpopConfig config;
  private final SeenProofs seen;

  RequestProofs(DpopProofs proofs, DpopNonces nonces, DpopConfig config, Clock clock) {
    this.proofs = proofs;
    this.nonces = nonces;
    this.config = config;
    this.seen = new SeenProofs(clock, config.window());
  }

  sealed interface Verdict {
    /// @param nonce for the next request, where one is asked for
    record Holds(Optional<String> nonce) implements Verdict {}
    record Invalid() implements Verdict {}
    record NonceMissing(String nonce) implements Verdict {}
  }

  /// @param headers all `DPoP` headers of the request
  /// @param request what it is; empty when nobody whom we trust says so, and then no proof can hold
  Verdict verify(List<String> headers, String token, Customer customer, Optional<ForwardedRequest> request) {
    Optional<Proof> proof = request
        .flatMap(r -> proofs.verify(headers, new Target(r.method(), r.path(), Optional.of(token))))
        .filter(p -> customer.isBoundTo(p.key()));
    if (proof.isEmpty()) {
      return new Verdict.Invalid();
    }
    boolean wantsNonce = config.nonce() == NonceUse.TOKEN_ENDPOINT_AND_CHECK;
    if (wantsNonce && proof.get().nonce().filter(nonces::isGood).isEmpty()) {
      return new Verdict.NonceMissing(nonces.current());
    }
    return seen.isNew(proof.get())
        ? new Verdict.Holds(wantsNonce ? Optional.of(nonces.current()) : Optional.empty())
        : new Verdict.Invalid();
  }
}
