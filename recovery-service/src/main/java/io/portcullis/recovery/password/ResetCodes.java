package io.portcullis.recovery.password;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Eight digits that a text message carries instead of a link. Two more than a second factor's code has: this one opens an account
/// whose password nobody showed.
///
/// Only a keyed digest is stored, bound to the message that carried the code. So the table alone does not give it away, and the
/// code of another message is not right.
@ApplicationScoped
class ResetCodes {

  /// NIST SP 800-63B-4 §4.2.1.2.
  static final Duration LIFETIME = Duration.ofMinutes(10);
  /// Some phones show a code in two groups, and people copy it with the space.
  static final String FORM = "[0-9]{4} ?[0-9]{4}";

  private static final int CODES = 100_000_000;
  private static final UUID NO_LINK = new UUID(0, 0);

  private final KeyedDigest digests;
  private final SecureRandom random;
  private final String decoy;

  ResetCodes(KeyRing ring, SecureRandom random) {
    digests = ring.digestFor("reset-code");
    this.random = random;
    decoy = digest(NO_LINK, "");
  }

  String next() {
    return "%08d".formatted(random.nextInt(CODES));
  }

  String digest(UUID link, String code) {
    return digests.of(link.toString(), code);
  }

  /// @param stored empty while no code is good: the work is the same then, and none is right
  boolean isRight(Optional<String> stored, UUID link, String typed) {
    boolean same = digests.matches(stored.orElse(decoy), link.toString(), typed.replace(" ", ""));
    return same && stored.isPresent();
  }
}
