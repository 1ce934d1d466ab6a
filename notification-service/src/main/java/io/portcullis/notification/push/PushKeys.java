package io.portcullis.notification.push;

import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.crypto.KeyDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// By these a push service knows who sends (VAPID, RFC 8292): P-256 keys from `web-push.json`. The first is told to browsers. A
/// subscription stays with the key that it was made for, so a key leaves the set when its subscriptions have ended.
@ApplicationScoped
class PushKeys {

  /// RFC 8292 §2 allows a day at most.
  private static final Duration VALID = Duration.ofHours(12);
  private static final Duration USED = Duration.ofHours(8);
  /// More origins than push services have.
  private static final int MOST_KEPT = 200;

  private final List<Key> keys;
  private final String contact;
  private final Clock clock;
  private final Map<Audience, Token> tokens = new ConcurrentHashMap<>();

  PushKeys(KeyDirectory directory, PushConfig config, @ConfigProperty(name = "portcullis.origin") URI origin, Clock clock) {
    keys = parse(directory.read("web-push.json"));
    contact = config.contact().orElseGet(origin::toString);
    this.clock = clock;
  }

  /// @param publicKey 65 bytes in base64url, as browsers take it
  private record Key(String publicKey, EllipticCurveJsonWebKey pair) {}

  private record Audience(String publicKey, String origin) {}

  private record Token(String text, Instant signedAt) {

    /// Not one from the future either: a clock was set back, and push services refuse what is valid for more than a day.
    boolean isUsable(Instant now) {
      return !signedAt.isAfter(now) && signedAt.plus(USED).isAfter(now);
    }
  }

  /// The key for new subscriptions.
  String current() {
    return keys.getFirst().publicKey();
  }

  boolean knows(String publicKey) {
    return find(publicKey).isPresent();
  }

  /// The field `Authorization` of a call to `endpoint`, by a key that is known. Signing takes CPU time.
  String authorization(String publicKey, URI endpoint) {
    Key key = find(publicKey).orElseThrow();
    if (tokens.size() > MOST_KEPT) {
      tokens.clear();
    }
    String origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    Instant now = clock.instant();
    Token token = tokens.compute(new Audience(publicKey, origin), (_, kept) ->
        kept != null && kept.isUsable(now) ? kept : new Token(sign(key, origin, now), now));
    return "vapid t=" + token.text() + ", k=" + publicKey;
  }

  private Optional<Key> find(String publicKey) {
    return keys.stream().filter(key -> key.publicKey().equals(publicKey)).findFirst();
  }

  private String sign(Key key, String audience, Instant now) {
    var claims = new JwtClaims();
    claims.setAudience(audience);
    claims.setSubject(contact);
    claims.setExpirationTime(NumericDate.fromMilliseconds(now.plus(VALID).toEpochMilli()));
    try {
      var jws = new JsonWebSignature();
      jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      jws.setHeader("typ", "JWT");
      jws.setKey(key.pair().getPrivateKey());
      jws.setPayload(claims.toJson());
      return jws.getCompactSerialization();
    } catch (JoseException unusable) {
      throw new IllegalStateException("a key of web-push.json can't sign", unusable);
    }
  }

  private static List<Key> parse(String json) {
    try {
      List<Key> keys = new JsonWebKeySet(json).getJsonWebKeys().stream().map(EllipticCurveJsonWebKey.class::cast)
          .map(pair -> new Key(Base64Url.encode(P256.bytes((ECPublicKey) pair.getPublicKey())), pair)).toList();
      if (keys.isEmpty()) {
        throw new IllegalStateException("web-push.json holds no key");
      }
      return keys;
    } catch (JoseException | ClassCastException unusable) {
      throw new IllegalStateException("web-push.json is no JWK Set of P-256 keys", unusable);
    }
  }
}
