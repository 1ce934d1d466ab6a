package io.portcullis.recovery.removal;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.link.AlertLinkKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/// Reads links that cancel removals of factors.
@ApplicationScoped
class RemovalLinks {

  private static final String AUDIENCE = "portcullis-removal";
  private static final String TYPE = "removal+jwt";
  /// Past any year that a calendar of ours writes.
  private static final long LATEST = 253_402_300_799L;

  private final AlertLinkKey key;

  RemovalLinks(AlertLinkKey key) {
    this.key = key;
  }

  /// Empty unless `token` is genuine and has not expired.
  Optional<RemovalLink> verify(String token) {
    return key.verify(token, TYPE, AUDIENCE).flatMap(RemovalLinks::read);
  }

  private static Optional<RemovalLink> read(JwtClaims claims) {
    try {
      Optional<Instant> until = claims.getClaimValue("asked_until") instanceof Long seconds && seconds > 0 && seconds <= LATEST
          ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
      return AccountId.parse(claims.getSubject()).flatMap(account -> until.map(at -> new RemovalLink(account, at)));
    } catch (MalformedClaimException oddClaim) {
      return Optional.empty();
    }
  }
}
