package io.portcullis.recovery.staff;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// Plays the company's OIDC provider: publishes its key and gives staff their tokens.
public final class StaffProvider implements QuarkusTestResourceLifecycleManager {

  public static final String ISSUER = "https://id.exchange.example/realms/staff";
  public static final String AUDIENCE = "portcullis-support";

  private final EllipticCurveJsonWebKey key = newKey("staff-1");
  private HttpServer server;

  static EllipticCurveJsonWebKey newKey(String id) {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(id);
      return key;
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] keys = new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
      server.createContext("/keys", exchange -> {
        exchange.sendResponseHeaders(200, keys.length);
        exchange.getResponseBody().write(keys);
        exchange.close();
      });
      server.start();
      return Map.of("portcullis.staff.issuer", ISSUER, "portcullis.staff.audience", AUDIENCE,
          "portcullis.staff.keys-url", "http://localhost:" + server.getAddress().getPort() + "/keys",
          "portcullis.staff.page.client-id", "desk<page>", "portcullis.staff.port", "0");
    } catch (IOException noRoom) {
      throw new UncheckedIOException(noRoom);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(StaffProvider.class));
  }

  @Override
  public void stop() {
    server.stop(0);
  }

  /// A token of the person with that name, with these roles.
  public String token(String name, String... roles) {
    return token(name, _ -> {}, roles);
  }

  public String token(String name, Consumer<JwtClaims> change, String... roles) {
    JwtClaims claims = claims(name, roles);
    change.accept(claims);
    return sign(claims, key, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, "JWT");
  }

  String typed(String type, String name, String... roles) {
    return sign(claims(name, roles), key, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, type);
  }

  EllipticCurveJsonWebKey key() {
    return key;
  }

  static JwtClaims claims(String name, String... roles) {
    var claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setSubject(name);
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setGeneratedJwtId();
    claims.setStringListClaim("roles", List.of(roles));
    return claims;
  }

  static String sign(JwtClaims claims, EllipticCurveJsonWebKey key, String algorithm, String type) {
    var jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setKey(key.getPrivateKey());
    jws.setKeyIdHeaderValue(key.getKeyId());
    jws.setHeader("typ", type);
    jws.setAlgorithmHeaderValue(algorithm);
    try {
      return jws.getCompactSerialization();
    } catch (JoseException unsignable) {
      throw new IllegalStateException(unsignable);
    }
  }
}
