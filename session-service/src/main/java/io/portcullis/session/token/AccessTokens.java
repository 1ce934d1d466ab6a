package io.portcullis.session.token;

import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.token.FactorAge;
import io.portcullis.runtime.token.SettingsLock;
import io.portcullis.session.AccessTokenConfig;
import io.portcullis.session.key.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/// Writes access tokens (RFC 9068). Signing is done where it is asked for, on the event loop: it takes about as
/// long as the way to another thread and back.
@ApplicationScoped
public class AccessTokens {

  static final String TYPE = "at+jwt";
  static final String AUDIENCE = "portcullis";

  private static final Duration A_MOMENT = Duration.ofSeconds(2);

  private final SigningKeys keys;
  private final Ids ids;
  private final Clock clock;
  private final String issuer;
  private final Duration lifetime;

  AccessTokens(SigningKeys keys, AccessTokenConfig config, Ids ids, Clock clock,
      @ConfigProperty(name = "portcullis.origin") String issuer) {
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
    this.issuer = issuer;
    this.lifetime = config.lifetime();
  }

  /// @param value the compact JWS
  public record AccessToken(String value, Duration lifetime) {
    @Override
    public String toString() {
      return "AccessToken[REDACTED]";
    }
  }

  /// Never outlives what it says.
  public AccessToken issue(Grant grant) {
    Instant now = clock.instant();
    Duration life = shorter(lifetime, Duration.between(now, grant.lastsTo()));
    Optional<Instant> opensAt = grant.settingsLock().flatMap(SettingsLock::opensAt);
    if (opensAt.isPresent()) {
      // A token that says "locked" is refused changes as long as it lives. It lives a moment at least: its times are whole seconds.
      life = shorter(life, Duration.between(now, opensAt.get()).plus(A_MOMENT));
    }
    return new AccessToken(keys.current().jws(TYPE, claims(grant, now, now.plus(life)).toJson()), life);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private JwtClaims claims(Grant grant, Instant now, Instant expiresAt) {
    var claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience(AUDIENCE);
    claims.setSubject(grant.account().toString());
    claims.setClaim("sid", grant.session().toString());
    claims.setJwtId(ids.next().toString());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
    claims.setClaim("auth_time", grant.authTime().getEpochSecond());
    claims.setClaim("acr", grant.acr());
    claims.setClaim("amr", grant.amr());
    claims.setClaim("scope", grant.scope().wireName());
    switch (grant.factor()) {
      case FactorAge.Settles(Instant at) -> claims.setClaim("factor_settled_at", at.getEpochSecond());
      case FactorAge.OnlyFresh(Instant at) -> {
        claims.setClaim("factor_settled_at", at.getEpochSecond());
        claims.setClaim("factor_settled_enrolled", false);
      }
      case FactorAge.NoneEnrolled() -> claims.setClaim("factor_enrolled", false);
      case FactorAge.Unknown() -> { }
    }
    grant.settingsLock().ifPresent(lock -> {
      claims.setClaim("settings_locked", true);
      lock.opensAt().ifPresent(at -> claims.setClaim("settings_open_at", at.getEpochSecond()));
    });
    grant.boundTo().ifPresent(key -> claims.setClaim("cnf", Map.of("jkt", key.value())));
    return claims;
  }
}
