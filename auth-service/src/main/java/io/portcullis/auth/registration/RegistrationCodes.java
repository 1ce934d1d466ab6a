package io.portcullis.auth.registration;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Six digits that prove an address. Only a keyed digest is stored, bound to its registration: the table alone does
/// not give the code away, and another registration's code is not right.
@ApplicationScoped
class RegistrationCodes {

  static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final int CODES = 1_000_000;

  private final KeyedDigest digests;
  private final SecureRandom random;

  RegistrationCodes(KeyRing ring, SecureRandom random) {
    digests = ring.digestFor("registration-code");
    this.random = random;
  }

  String next() {
    return "%06d".formatted(random.nextInt(CODES));
  }

  String digest(UUID registration, String code) {
    return digests.of(registration.toString(), code);
  }

  /// @param stored empty while no code was sent: then none is right
  boolean isRight(Optional<String> stored, UUID registration, String code) {
    return stored.isPresent() && digests.matches(stored.get(), registration.toString(), code);
  }
}
