package io.portcullis.recovery.freeze;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.recovery.link.AlertLinkKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.MalformedClaimException;

/// Reads freeze links.
@ApplicationScoped
class FreezeLinks {

  private static final String AUDIENCE = "portcullis-freeze";
  private static final String TYPE = "freeze+jwt";

  private final AlertLinkKey key;

  FreezeLinks(AlertLinkKey key) {
    this.key = key;
  }

  /// Empty unless `token` is genuine and has not expired.
  Optional<FreezeLink> verify(String token) {
    return key.verify(token, TYPE, AUDIENCE).flatMap(FreezeLinks::read);
  }

  private static Optional<FreezeLink> read(JwtClaims claims) {
    try {
      Optional<EventId> alert = EventId.parse(claims.getJwtId());
      Optional<Instant> alertedAt = Optional.ofNullable(claims.getIssuedAt()).map(NumericDate::getValue).map(Instant::ofEpochSecond);
      return AccountId.parse(claims.getSubject()).flatMap(account -> alert.map(event -> new FreezeLink(account, event, alertedAt)));
    } catch (MalformedClaimException oddClaim) {
      return Optional.empty();
    }
  }
}
