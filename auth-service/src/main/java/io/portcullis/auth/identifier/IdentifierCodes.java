package io.portcullis.auth.identifier;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Six digits that prove an address. Only a keyed digest is stored, bound to its claim.
@ApplicationScoped
class IdentifierCodes {

  static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final int CODES = 1_000_000;

  private final KeyedDigest digests;
  private final SecureRandom random;

  IdentifierCodes(KeyRing ring, SecureRandom random) {
    digests = ring.digestFor("identifier-code");
    this.random = random;
  }

  String next() {
    return "%06d".formatted(random.nextInt(CODES));
  }

  String digest(UUID claim, String code) {
    return digests.of(claim.toString(), code);
  }

  /// @param stored empty when no code was sent: then none is right
  boolean isRight(Optional<String> stored, UUID claim, String code) {
    return stored.isPresent() && digests.matches(stored.get(), claim.toString(), code);
  }
}
