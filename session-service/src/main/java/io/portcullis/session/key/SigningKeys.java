package io.portcullis.session.key;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.VerificationKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The keys as this instance holds them, parsed and ready. An unknown `kid` is answered from memory: no token can make
/// this service fetch anything.
@ApplicationScoped
public class SigningKeys implements VerificationKeys {

  private final Clock clock;
  private volatile Held held = new Held(0, List.of(), Map.of(), PublicJwks.of(List.of()));

  private record Held(long reading, List<SigningKey> inOrder, Map<String, Key> publicKeys, PublicJwks jwks) {}

  SigningKeys(Clock clock) {
    this.clock = clock;
  }

  /// The key that signs now.
  ///
  /// @throws ProblemException while this instance has not read the keys yet
  public SigningKey current() {
    return succession().signing().orElseThrow(SigningKeys::notReadYet);
  }

  @Override
  public Uni<Optional<Key>> find(String keyId) {
    return now(Optional.ofNullable(held.publicKeys().get(keyId)));
  }

  /// The next key included.
  ///
  /// @throws ProblemException while this instance has not read the keys yet: verifiers would take an empty set for the truth
  PublicJwks publicJwks() {
    if (!areLoaded()) {
      throw notReadYet();
    }
    return held.jwks();
  }

  boolean areLoaded() {
    return !held.inOrder().isEmpty();
  }

  Succession succession() {
    return new Succession(held.inOrder(), clock.instant());
  }

  /// @param reading a number that grows: of two readings that overlap the one that began later counts, for the other
  ///                may have seen a key that is removed by now
  synchronized void replace(long reading, List<SigningKey> inOrder) {
    if (reading > held.reading()) {
      held = new Held(reading, List.copyOf(inOrder),
          inOrder.stream().collect(Collectors.toUnmodifiableMap(SigningKey::kid, SigningKey::publicKey)),
          PublicJwks.of(inOrder));
    }
  }

  private static ProblemException notReadYet() {
    return ProblemException.unavailable(new IllegalStateException("no signing key"));
  }
}
