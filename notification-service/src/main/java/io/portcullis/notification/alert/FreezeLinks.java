package io.portcullis.notification.alert;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.crypto.KeyDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// Links with which the receiver of an alert freezes the account, keeps a factor that is going to be removed, or cancels a
/// recovery case: signed here, checked by recovery-service, which holds the public key alone.
///
/// Nothing is stored, so a link works while this service is down. The token stands in the fragment, which browsers keep
/// out of requests, logs and referrers.
@ApplicationScoped
class FreezeLinks {

  static final Duration VALIDITY = Duration.ofDays(14);

  private final String page;
  private final String removalPage;
  private final String casePage;
  private final EllipticCurveJsonWebKey key;

  FreezeLinks(@ConfigProperty(name = "portcullis.origin") URI origin, KeyDirectory keys) {
    page = origin + "/recovery/freeze#token=";
    removalPage = origin + "/recovery/removal#token=";
    casePage = origin + "/recovery/case#token=";
    key = parse(keys.read("freeze-link.json"));
  }

  /// The link for the alert about `event`; good for 14 days from when it happened.
  String about(SecurityEvent event) {
    return about(event.subject(), event.id(), event.time());
  }

  String about(AccountId account, EventId event, Instant happened) {
    return page + sign("freeze+jwt", claims("portcullis-freeze", account, event, happened));
  }

  /// The link that cancels what the alert about `event` tells: removals of factors that were asked for until then, and none
  /// that is asked for later.
  String cancelling(SecurityEvent event) {
    JwtClaims claims = claims("portcullis-removal", event.subject(), event.id(), event.time());
    // Whole seconds, rounded up: the removal itself was asked for in this one.
    claims.setClaim("asked_until", event.time().getEpochSecond() + 1);
    return removalPage + sign("removal+jwt", claims);
  }

  /// The link that cancels the recovery case which the alert about `event` tells of, and no other.
  String cancellingCase(SecurityEvent event, UUID recoveryCase) {
    return cancellingCase(event.subject(), event.id(), event.time(), recoveryCase);
  }

  String cancellingCase(AccountId account, EventId event, Instant happened, UUID recoveryCase) {
    JwtClaims claims = claims("portcullis-case", account, event, happened);
    claims.setClaim("case", recoveryCase.toString());
    return casePage + sign("case+jwt", claims);
  }

  private static JwtClaims claims(String audience, AccountId account, EventId event, Instant happened) {
    var claims = new JwtClaims();
    claims.setAudience(audience);
    claims.setSubject(account.toString());
    claims.setJwtId(event.toString());
    claims.setIssuedAt(NumericDate.fromMilliseconds(happened.toEpochMilli()));
    claims.setExpirationTime(NumericDate.fromMilliseconds(happened.plus(VALIDITY).toEpochMilli()));
    return claims;
  }

  private String sign(String type, JwtClaims claims) {
    try {
      var jws = new JsonWebSignature();
      jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      jws.setHeader("typ", type);
      jws.setKeyIdHeaderValue(key.getKeyId());
      jws.setKey(key.getPrivateKey());
      jws.setPayload(claims.toJson());
      return jws.getCompactSerialization();
    } catch (JoseException unusable) {
      throw new IllegalStateException("the freeze-link key can't sign", unusable);
    }
  }

  private static EllipticCurveJsonWebKey parse(String jwk) {
    try {
      return (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(jwk);
    } catch (JoseException notAKey) {
      throw new IllegalStateException("freeze-link.json is not an EC JWK", notAKey);
    }
  }
}
