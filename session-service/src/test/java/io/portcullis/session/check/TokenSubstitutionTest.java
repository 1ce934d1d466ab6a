package io.portcullis.session.check;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.key.SigningKeys;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// one kind of token, key or header in the place of another. Each forgery differs from a token that is accepted
/// in exactly one thing.
@OnStack
class TokenSubstitutionTest {

  @Inject Phone phone;
  @Inject SigningKeys keys;
  @ConfigProperty(name = "portcullis.origin") String issuer;

  private final AccountId account = newAccount();
  private Phone.Tokens genuine;

  @BeforeEach
  void signIn() {
    genuine = phone.signIn(account);
  }

  @Test
  void control_givenATokenMintedHereWithOurKey_thenItIsAccepted() throws Exception {
    assertThat(phone.check(mint(_ -> {}, _ -> {})).statusCode()).isEqualTo(200);
  }

  @Test
  void a10_givenAnotherIssuerAudienceTypeOrTime_thenItIsRefused() throws Exception {
    assertRefused("issuer", mint(claims -> claims.setIssuer("https://evil.example"), _ -> {}));
    assertRefused("audience", mint(claims -> claims.setAudience("session-service"), _ -> {}));
    assertRefused("no audience", mint(claims -> claims.unsetClaim("aud"), _ -> {}));
    assertRefused("type", mint(_ -> {}, jws -> jws.setHeader("typ", "JWT")));
    assertRefused("freeze type", mint(_ -> {}, jws -> jws.setHeader("typ", "freeze+jwt")));
    assertRefused("no type", mint(_ -> {}, jws -> jws.getHeaders().setObjectHeaderValue("typ", null)));
    assertRefused("expired", mint(claims -> claims.setExpirationTimeMinutesInTheFuture(-1), _ -> {}));
    assertRefused("no expiry", mint(claims -> claims.unsetClaim("exp"), _ -> {}));
    assertRefused("not yet", mint(claims -> claims.setNotBeforeMinutesInThePast(-5), _ -> {}));
    assertRefused("no session", mint(claims -> claims.unsetClaim("sid"), _ -> {}));
    assertRefused("no subject", mint(claims -> claims.unsetClaim("sub"), _ -> {}));
  }

  @Test
  void a10_givenAnAlgorithmOfTheTokensOwnChoice_thenItIsRefused() throws Exception {
    String[] parts = genuine.accessToken().split("\\.");
    for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
      String header = base64("{\"typ\":\"at+jwt\",\"alg\":\"" + none + "\",\"kid\":\"" + kid() + "\"}");
      assertRefused("alg " + none, header + "." + parts[1] + ".");
      assertRefused("alg " + none + " signed", header + "." + parts[1] + "." + parts[2]);
    }
    var publicKey = (PublicJsonWebKey) publishedKey();
    for (byte[] secret : List.of(publicKey.getPublicKey().getEncoded(), publicKey.toJson().getBytes(StandardCharsets.UTF_8))) {
      assertRefused("HS256 with the public key", mint(_ -> {}, jws -> {
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        jws.setKey(new HmacKey(secret));
      }));
    }
  }

  @Test
  void a10_givenAKeyOfTheTokensOwn_thenItIsRefusedWithoutAnyFetch() throws Exception {
    EllipticCurveJsonWebKey mallory = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    assertRefused("our kid, another key", mint(_ -> {}, jws -> jws.setKey(mallory.getPrivateKey())));
    assertRefused("jwk header", mint(_ -> {}, jws -> {
      jws.setJwkHeader(mallory);
      jws.setKey(mallory.getPrivateKey());
    }));
    for (String header : List.of("jku", "x5u")) {
      assertRefused(header, mint(_ -> {}, jws -> {
        jws.setHeader(header, "http://127.0.0.1:9/keys");
        jws.setKey(mallory.getPrivateKey());
      }));
    }
    for (String kid : List.of("unknown", "../../etc/passwd", "' or 1=1 --", "x".repeat(10_000), "")) {
      assertRefused("kid", mint(_ -> {}, jws -> {
        jws.setKeyIdHeaderValue(kid);
        jws.setKey(mallory.getPrivateKey());
      }));
    }
    assertRefused("critical header", mint(_ -> {}, jws -> {
      jws.setHeader("exp", 1);
      jws.setCriticalHeaderNames("exp");
    }));
  }

  @Test
  void a10_givenADamagedToken_thenItIsRefused() {
    String[] parts = genuine.accessToken().split("\\.");
    String zeroes = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
    assertRefused("psychic signature", parts[0] + "." + parts[1] + "." + zeroes);
    assertRefused("no signature", parts[0] + "." + parts[1] + ".");
    assertRefused("payload of another", parts[0] + "." + phone.signIn(newAccount()).accessToken().split("\\.")[1] + "." + parts[2]);
    assertRefused("five parts", genuine.accessToken() + ".a.b");
    assertRefused("JSON serialization", "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2] + "\"}");
    assertRefused("nested", base64(genuine.accessToken()));
  }

  @Test
  void a10_givenATokenOfAnotherKind_thenNoEndpointTakesIt() {
    for (String other : List.of(genuine.refreshToken(), genuine.deviceToken(), Phone.authService())) {
      assertThat(phone.check(other).statusCode()).isEqualTo(401);
      // 403 is a service token's: it proves who asks, and they may not.
      assertThat(given().auth().oauth2(other).get("/v1/sessions").statusCode()).isIn(401, 403);
    }
    for (String other : List.of(genuine.accessToken(), genuine.deviceToken(), Phone.authService())) {
      assertThat(phone.refresh(other).statusCode()).isEqualTo(400);
    }
    for (String other : List.of(genuine.refreshToken(), genuine.accessToken())) {
      var evidence = phone.evidence(account);
      evidence.put("deviceToken", other.substring(0, Math.min(256, other.length())));
      assertThat(phone.signIn(evidence).newDevice()).isTrue();
    }
  }

  private void assertRefused(String what, String token) {
    assertThat(phone.check(token).statusCode()).as(what).isEqualTo(401);
    assertThat(given().auth().oauth2(token).get("/v1/sessions").statusCode()).as(what).isEqualTo(401);
  }

  /// What a token of this service looks like, with one thing changed.
  private String mint(Consumer<JwtClaims> claims, Consumer<JsonWebSignature> header) throws Exception {
    var body = new JwtClaims();
    body.setIssuer(issuer);
    body.setAudience("portcullis");
    body.setSubject(account.toString());
    body.setClaim("sid", genuine.session());
    body.setGeneratedJwtId();
    body.setIssuedAtToNow();
    body.setExpirationTimeMinutesInTheFuture(5);
    body.setClaim("auth_time", body.getIssuedAt().getValue());
    body.setClaim("acr", "aal1");
    body.setClaim("amr", List.of("pwd"));
    body.setClaim("scope", "account");
    claims.accept(body);
    var jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    jws.setDoKeyValidation(false);
    jws.setAlgorithmHeaderValue(keys.current().algorithm());
    jws.setKeyIdHeaderValue(kid());
    jws.setHeader("typ", "at+jwt");
    jws.setPayload(body.toJson());
    header.accept(jws);
    if (jws.getKey() != null) {
      return jws.getCompactSerialization();
    }
    String input = jws.getHeaders().getEncodedHeader() + '.' + base64(body.toJson());
    byte[] signature = keys.current().sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private String kid() {
    return keys.current().kid();
  }

  private Object publishedKey() throws JoseException {
    String jwks = given().get("/.well-known/jwks.json").asString();
    return new ArrayList<>(new JsonWebKeySet(jwks).getJsonWebKeys()).stream()
        .filter(key -> key.getKeyId().equals(kid())).findFirst().orElseThrow();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
