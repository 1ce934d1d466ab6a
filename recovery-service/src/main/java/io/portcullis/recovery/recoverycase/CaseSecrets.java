package io.portcullis.recovery.recoverycase;

import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/// What of a case is secret: the claimant's token, and the identifier until it was looked up.
@ApplicationScoped
class CaseSecrets {

  private static final String PREFIX = "prc";

  private final SealedBox box;
  private final SecureRandom random;
  private final Ids ids;

  CaseSecrets(SealedBox box, SecureRandom random, Ids ids) {
    this.box = box;
    this.random = random;
    this.ids = ids;
  }

  UUID newId() {
    return ids.next();
  }

  OpaqueToken newToken() {
    return OpaqueToken.random(PREFIX, random);
  }

  static Optional<OpaqueToken> parse(String token) {
    return OpaqueToken.parse(PREFIX, token);
  }

  String seal(UUID id, Secret identifier) {
    return box.seal(identifier.reveal().getBytes(StandardCharsets.UTF_8), place(id));
  }

  Secret identifier(RecoveryCase opened) {
    return new Secret(new String(box.open(opened.identifier, place(opened.id)), StandardCharsets.UTF_8));
  }

  private static String place(UUID id) {
    return "recovery_case/" + id;
  }
}
