package io.portcullis.session.approval;

import io.portcullis.runtime.action.HouseSystem;
import io.portcullis.session.AccessTokenConfig;
import io.portcullis.session.key.SigningKeys;
import io.portcullis.session.lifecycle.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/// Writes statements that an action was approved: a JWT of a type of its own, which no verifier of access tokens takes.
@ApplicationScoped
class ApprovalStatements {

  static final String TYPE = "approval+jwt";
  /// As OpenID Connect names the session.
  static final String SESSION = "sid";
  /// An approval is for now.
  static final Duration LONGEST = Duration.ofMinutes(5);

  private final Sessions sessions;
  private final SigningKeys keys;
  private final Clock clock;
  private final String issuer;
  private final Duration longest;

  ApprovalStatements(Sessions sessions, SigningKeys keys, AccessTokenConfig accessTokens, Clock clock,
      @ConfigProperty(name = "portcullis.origin") String issuer) {
    this.sessions = sessions;
    this.keys = keys;
    this.clock = clock;
    this.issuer = issuer;
    // A key is published for as long as an access token lives that it signed.
    this.longest = accessTokens.lifetime().compareTo(LONGEST) < 0 ? accessTokens.lifetime() : LONGEST;
  }

  /// Empty when the session has ended in which it was approved. auth-service may not have heard of that yet.
  Uni<Optional<String>> sign(ApprovedAction approved) {
    return sessions.isLive(approved.accountId(), approved.sessionId(), clock.instant())
        .map(live -> live ? Optional.of(write(approved)) : Optional.empty());
  }

  private String write(ApprovedAction approved) {
    Instant now = clock.instant();
    Duration asked = Duration.ofSeconds(approved.lifetime());
    var claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience(approved.audience());
    claims.setSubject(approved.accountId().toString());
    claims.setJwtId(approved.approvalId().toString());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(asked.compareTo(longest) < 0 ? asked : longest).getEpochSecond()));
    claims.setClaim("acr", approved.acr());
    claims.setClaim("amr", approved.amr());
    claims.setClaim("action_hash", approved.actionHash());
    if (approved.audience().equals(HouseSystem.AUDIENCE)) {
      // Who executes it here asks whether the session lives. Other systems ask auth-service, and need not know the session.
      claims.setClaim(SESSION, approved.sessionId().toString());
    }
    return keys.current().jws(TYPE, claims.toJson());
  }
}
