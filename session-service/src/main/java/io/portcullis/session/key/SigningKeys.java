package io.portcullis.session.key;

import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.VerificationKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;

/// The keys as this instance holds them, parsed and ready. An unknown `kid` is answered from memory: no token can make
/// this service fetch anything.
@ApplicationScoped
public class SigningKeys implements VerificationKeys {

  private final Clock clock;
  private volatile List<SigningKey> keys = List.of();
  private volatile String jwks = "{\"keys\":[]}";

  SigningKeys(Clock clock) {
    this.clock = clock;
  }

  /// The key that signs now.
  ///
  /// @throws ProblemException while this instance has not read the keys yet
  public SigningKey current() {
    Instant now = clock.instant();
    List<SigningKey> held = keys;
    for (int i = held.size() - 1; i >= 0; i--) {
      if (!held.get(i).activeFrom().isAfter(now)) {
        return held.get(i);
      }
    }
    throw ProblemException.unavailable(new IllegalStateException("no signing key"));
  }

  @Override
  public Uni<Optional<Key>> find(String keyId) {
    return Uni.createFrom().item(keys.stream().filter(key -> key.kid().equals(keyId)).findAny().map(SigningKey::publicKey));
  }

  /// The public halves as a JWK Set (RFC 7517 §5), the next key included.
  String publicJwks() {
    return jwks;
  }

  boolean areLoaded() {
    return !keys.isEmpty();
  }

  /// @param inOrder in the order in which they become active
  void replace(List<SigningKey> inOrder) {
    jwks = new JsonWebKeySet(inOrder.stream().map(SigningKey::publicJwk).toList()).toJson(OutputControlLevel.PUBLIC_ONLY);
    keys = List.copyOf(inOrder);
  }
}
