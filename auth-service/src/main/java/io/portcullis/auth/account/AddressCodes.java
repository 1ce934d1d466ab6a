package io.portcullis.auth.account;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Six digits that prove an address. Only a keyed digest is stored, bound to its use and to what it is for: the table
/// alone does not give the code away, and the code of another registration or claim is not right.
@ApplicationScoped
public class AddressCodes {

  public static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final int CODES = 1_000_000;

  private final KeyedDigest registration;
  private final KeyedDigest identifier;
  private final SecureRandom random;

  AddressCodes(KeyRing ring, SecureRandom random) {
    registration = ring.digestFor("registration-code");
    identifier = ring.digestFor("identifier-code");
    this.random = random;
  }

  public enum Use { REGISTRATION, IDENTIFIER }

  public String next() {
    return "%06d".formatted(random.nextInt(CODES));
  }

  /// @param id of the registration, or of the claim
  public String digest(Use use, UUID id, String code) {
    return digests(use).of(id.toString(), code);
  }

  /// @param stored empty while no code was sent: then none is right
  public boolean isRight(Optional<String> stored, Use use, UUID id, String code) {
    return stored.isPresent() && digests(use).matches(stored.get(), id.toString(), code);
  }

  private KeyedDigest digests(Use use) {
    return switch (use) {
      case REGISTRATION -> registration;
      case IDENTIFIER -> identifier;
    };
  }
}
