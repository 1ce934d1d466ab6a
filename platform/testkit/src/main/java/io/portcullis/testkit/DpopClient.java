package io.portcullis.testkit;

import io.portcullis.runtime.token.KeyThumbprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// Plays a client that proves to hold a key (RFC 9449).
public final class DpopClient {

  private final PublicJsonWebKey key;
  private final String algorithm;
  private final Clock clock;

  private DpopClient(PublicJsonWebKey key, String algorithm, Clock clock) {
    this.key = key;
    this.algorithm = algorithm;
    this.clock = clock;
  }

  public static DpopClient es256(Clock clock) {
    try {
      return new DpopClient(EcJwkGenerator.generateJwk(EllipticCurves.P256), "ES256", clock);
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static DpopClient ed25519(Clock clock) {
    try {
      return new DpopClient(OkpJwkGenerator.generateJwk("Ed25519"), "EdDSA", clock);
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public PublicJsonWebKey key() {
    return key;
  }

  public KeyThumbprint thumbprint() {
    return new KeyThumbprint(key.calculateBase64urlEncodedThumbprint("SHA-256"));
  }

  /// For `path` at the configured origin.
  public String proof(String method, String path) {
    return proof(method, path, _ -> {}, _ -> {});
  }

  public String proofWithNonce(String method, String path, String nonce) {
    return proof(method, path, claims -> claims.setClaim("nonce", nonce), _ -> {});
  }

  public String proofOf(String accessToken, String method, String path) {
    return proof(method, path, claims -> claims.setClaim("ath", hash(accessToken)), _ -> {});
  }

  /// With one thing or another changed before it is signed.
  public String proof(String method, String path, Consumer<JwtClaims> claims, Consumer<JsonWebSignature> header) {
    var body = new JwtClaims();
    body.setJwtId(UUID.randomUUID().toString());
    body.setClaim("htm", method);
    body.setClaim("htu", ConfigProvider.getConfig().getValue("portcullis.origin", String.class) + path);
    body.setIssuedAt(NumericDate.fromSeconds(clock.instant().getEpochSecond()));
    claims.accept(body);
    var jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    jws.setDoKeyValidation(false);
    jws.setPayload(body.toJson());
    jws.setKey(key.getPrivateKey());
    jws.setAlgorithmHeaderValue(algorithm);
    jws.setHeader("typ", "dpop+jwt");
    jws.getHeaders().setObjectHeaderValue("jwk", publicKey());
    header.accept(jws);
    try {
      return jws.getCompactSerialization();
    } catch (JoseException unsignable) {
      throw new IllegalStateException(unsignable);
    }
  }

  public Map<String, Object> publicKey() {
    return key.toParams(OutputControlLevel.PUBLIC_ONLY);
  }

  public static String hash(String accessToken) {
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(
          MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
