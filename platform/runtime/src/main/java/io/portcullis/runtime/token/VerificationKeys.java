package io.portcullis.runtime.token;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.smallrye.mutiny.Uni;
import java.security.Key;
import java.util.Optional;

/// Where the public keys of a token's issuer come from. session-service holds its own; the others ask it.
public interface VerificationKeys {

  /// The key with this id; empty when the issuer does not publish one.
  Uni<Optional<Key>> find(String keyId);

  /// Fails while no key is known.
  default Uni<Void> available() {
    return done();
  }
}
