package io.portcullis.session.check;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Together;
import io.portcullis.testkit.DpopClient;
import io.portcullis.testkit.MalformedTokens;
import io.portcullis.testkit.MutableClock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A-10 for tokens that are bound to a key: whoever holds the token alone holds nothing (RFC 9449 §4.3, §7).
@OnStack
class DpopCheckTest {

  private static final String PATH = "/v1/account";
  private static final String INVALID_PROOF = "DPoP error=\"invalid_dpop_proof\", algs=\"ES256 EdDSA\"";
  private static final String INVALID_TOKEN = "DPoP error=\"invalid_token\", algs=\"ES256 EdDSA\"";

  @Inject Phone phone;
  @Inject MutableClock clock;

  private DpopClient app;
  private Phone.Tokens bound;

  @BeforeEach
  void signIn() {
    app = DpopClient.es256(clock);
    bound = signedIn(app);
  }

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void givenABoundTokenAndItsProof_thenHeadersSayWhoItIs() {
    for (DpopClient client : List.of(app, DpopClient.ed25519(clock))) {
      Phone.Tokens tokens = client == app ? bound : signedIn(client);
      String token = tokens.accessToken();

      Response answer = check(token, client.proofOf(token, "GET", PATH), "GET", PATH + "?a=b%20c");

      assertThat(answer.statusCode()).as(answer.header("WWW-Authenticate")).isEqualTo(200);
      assertThat(answer.header("X-Portcullis-Account")).isEqualTo(tokens.account().toString());
    }
  }

  @Test
  void rfc9449Section4_3_givenAnAddressSpeltOtherwise_thenItIsTheSame() {
    String token = bound.accessToken();
    for (String uri : List.of("HTTP://LOCALHOST:8080" + PATH, "http://localhost:8080" + PATH + "?x=1#y")) {
      String proof = app.proof("GET", PATH, ath(token).andThen(claims -> claims.setClaim("htu", uri)), _ -> {});
      assertThat(check(token, proof, "GET", PATH).statusCode()).as(uri).isEqualTo(200);
    }
  }

  @Test
  void a10BoundTokenAsBearer_thenRefusedEverywhere() {
    String token = bound.accessToken();

    Response check = given().header("Authorization", "Bearer " + token).header("DPoP", app.proofOf(token, "GET", PATH))
        .headers(forwarded("GET", PATH)).get("/check");
    assertThat(check.statusCode()).isEqualTo(401);
    assertThat(check.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    Response sessions = given().auth().oauth2(token).get("/v1/sessions");
    assertThat(sessions.statusCode()).isEqualTo(401);
    given().auth().oauth2(token).post("/v1/sign-out").then().statusCode(401);
    Response control = own(token, app.proofOf(token, "GET", "/v1/sessions")).get("/v1/sessions");
    assertThat(control.statusCode()).as(control.asString()).isEqualTo(200);
  }

  @Test
  void a10UnboundTokenAsDpop_thenRefused() {
    String token = phone.signIn(newAccount()).accessToken();

    assertRefused("unbound", INVALID_TOKEN, check(token, app.proofOf(token, "GET", PATH), "GET", PATH));
    Response sessions = own(token, app.proofOf(token, "GET", "/v1/sessions")).get("/v1/sessions");
    assertThat(sessions.statusCode()).isEqualTo(401);
    assertThat(sessions.header("WWW-Authenticate")).isEqualTo(INVALID_TOKEN);
  }

  @Test
  void a10ProofReplay_givenAProofThatWasShown_thenItCountsOnceAtEachPlace() {
    String token = bound.accessToken();
    String proof = app.proofOf(token, "GET", "/v1/sessions");

    List<Integer> answers = Together.run(8, () -> check(token, proof, "GET", "/v1/sessions").statusCode());
    assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
    // Behind the gateway the same proof reaches the service: once, too.
    assertThat(own(token, proof).get("/v1/sessions").statusCode()).isEqualTo(200);
    Response replayed = own(token, proof).get("/v1/sessions");
    assertThat(replayed.statusCode()).isEqualTo(401);
    assertThat(replayed.header("WWW-Authenticate")).isEqualTo(INVALID_PROOF);
  }

  @Test
  void a10ProofForSomethingElse_thenRefused() {
    String token = bound.accessToken();
    String other = phone.refresh(phone.signIn(newAccount()).refreshToken()).path("access_token");
    Map<String, String> proofs = new LinkedHashMap<>();
    proofs.put("another method", app.proofOf(token, "POST", PATH));
    proofs.put("method in small letters", app.proofOf(token, "get", PATH));
    proofs.put("another path", app.proofOf(token, "GET", PATH + "/password"));
    proofs.put("path spelt otherwise", app.proofOf(token, "GET", "/v1/%61ccount"));
    proofs.put("another host", with(token, claims -> claims.setClaim("htu", "http://evil.example" + PATH)));
    proofs.put("another port", with(token, claims -> claims.setClaim("htu", "http://localhost" + PATH)));
    proofs.put("another scheme", with(token, claims -> claims.setClaim("htu", "https://localhost:8080" + PATH)));
    proofs.put("user in the address", with(token, claims -> claims.setClaim("htu", "http://localhost:8080@evil.example" + PATH)));
    proofs.put("path alone", with(token, claims -> claims.setClaim("htu", PATH)));
    proofs.put("no address", with(token, claims -> claims.setClaim("htu", "::")));
    proofs.put("another token", app.proofOf(other, "GET", PATH));
    proofs.put("no token", app.proof("GET", PATH));
    proofs.put("another key", DpopClient.es256(clock).proofOf(token, "GET", PATH));
    proofs.put("another kind of key", DpopClient.ed25519(clock).proofOf(token, "GET", PATH));
    for (String claim : List.of("htm", "htu", "iat", "jti", "ath")) {
      proofs.put("no " + claim, with(token, claims -> claims.unsetClaim(claim)));
      proofs.put(claim + " of another type", with(token, claims -> claims.setClaim(claim, List.of(1))));
    }
    proofs.put("empty jti", with(token, claims -> claims.setJwtId("")));
    proofs.put("endless jti", with(token, claims -> claims.setJwtId("x".repeat(257))));
    proofs.put("iat past all bounds", with(token, claims -> claims.setClaim("iat", Long.MIN_VALUE + 5)));

    proofs.forEach((what, proof) -> assertRefused(what, INVALID_PROOF, check(token, proof, "GET", PATH)));
    assertRefused("none", INVALID_PROOF, asked(token, List.of(), "GET", PATH).get("/check"));
    assertRefused("two", INVALID_PROOF,
        asked(token, List.of(app.proofOf(token, "GET", PATH), app.proofOf(token, "GET", PATH)), "GET", PATH).get("/check"));
  }

  @Test
  void a34Clock_givenAProofTooOldOrFromTheFuture_thenRefused() {
    String token = bound.accessToken();
    long now = clock.instant().getEpochSecond();
    for (long off : new long[] {-125, 125}) {
      assertRefused("off by " + off, INVALID_PROOF, check(token, with(token, claims -> claims.setClaim("iat", now + off)), "GET", PATH));
    }
    for (long off : new long[] {-110, 110}) {
      assertThat(check(token, with(token, claims -> claims.setClaim("iat", now + off)), "GET", PATH).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a34Clock_givenAProofFromTheFuture_whenReplayedAtItsVeryEnd_thenStillRemembered() {
    clock.stop();
    String token = bound.accessToken();
    long now = clock.instant().getEpochSecond();
    String proof = with(token, claims -> claims.setClaim("iat", now + 115));
    assertThat(check(token, proof, "GET", PATH).statusCode()).isEqualTo(200);

    clock.advance(Duration.ofSeconds(230));

    assertRefused("replayed", INVALID_PROOF, check(token, proof, "GET", PATH));
  }

  @Test
  void a10ForgedProof_givenAHeaderOfItsOwnChoice_thenRefused() throws Exception {
    String token = bound.accessToken();
    EllipticCurveJsonWebKey mallory = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    Map<String, Consumer<JsonWebSignature>> headers = new LinkedHashMap<>();
    headers.put("signed by another", jws -> jws.setKey(mallory.getPrivateKey()));
    headers.put("jwk of another", jws -> jws.getHeaders().setObjectHeaderValue("jwk", mallory.toParams(OutputControlLevel.PUBLIC_ONLY)));
    headers.put("private key", jws -> jws.getHeaders().setObjectHeaderValue("jwk", app.key().toParams(OutputControlLevel.INCLUDE_PRIVATE)));
    headers.put("empty private member", jws -> jws.getHeaders().setObjectHeaderValue("jwk", jwk(app, "d", "")));
    headers.put("no jwk", jws -> jws.getHeaders().setObjectHeaderValue("jwk", null));
    headers.put("jwk as text", jws -> jws.setHeader("jwk", app.key().toJson()));
    headers.put("half a jwk", jws -> jws.getHeaders().setObjectHeaderValue("jwk", Map.of("kty", "EC", "crv", "P-256")));
    headers.put("point off the curve", jws -> jws.getHeaders().setObjectHeaderValue("jwk", jwk(app, "x", "A".repeat(43))));
    headers.put("another curve", jws -> jws.getHeaders().setObjectHeaderValue("jwk", jwk(app, "crv", "P-384")));
    headers.put("symmetric jwk", jws -> {
      var secret = OctJwkGenerator.generateJwk(256);
      jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
      jws.setKey(secret.getKey());
      jws.getHeaders().setObjectHeaderValue("jwk", secret.toParams(OutputControlLevel.INCLUDE_SYMMETRIC));
    });
    headers.put("HS256 with the public key", jws -> {
      jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
      jws.setKey(new HmacKey(app.key().getPublicKey().getEncoded()));
    });
    headers.put("none", jws -> {
      jws.setAlgorithmHeaderValue("none");
      jws.setKey(null);
    });
    headers.put("crit", jws -> {
      jws.setHeader("exp", 1);
      jws.setCriticalHeaderNames("exp");
    });
    headers.put("b64", jws -> {
      jws.getHeaders().setObjectHeaderValue("b64", true);
      jws.setCriticalHeaderNames("b64");
    });
    for (String type : List.of("JWT", "at+jwt", "application/dpop+jwt", "DPOP+JWT", "")) {
      headers.put("type " + type, jws -> jws.setHeader("typ", type));
    }
    headers.put("kid of 10 kB", jws -> jws.setKeyIdHeaderValue("x".repeat(10_000)));
    headers.put("jku", jws -> {
      jws.setHeader("jku", "http://127.0.0.1:9/keys");
      jws.getHeaders().setObjectHeaderValue("jwk", null);
    });

    headers.forEach((what, header) ->
        assertRefused(what, INVALID_PROOF, check(token, app.proof("GET", PATH, ath(token), header), "GET", PATH)));
  }

  @Test
  void a10DamagedProof_thenRefused() {
    String token = bound.accessToken();
    String[] parts = app.proofOf(token, "GET", PATH).split("\\.");
    String zeroes = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
    for (String proof : List.of("rubbish", "..", "a.b.c", parts[0] + "." + parts[1] + ".", parts[0] + "." + parts[1] + "." + zeroes,
        parts[0] + "." + app.proofOf(token, "POST", PATH).split("\\.")[1] + "." + parts[2],
        "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2] + "\"}",
        token, bound.refreshToken(), "x".repeat(5000), base64("{\"alg\":\"none\"}") + "." + parts[1] + ".")) {
      assertRefused(proof, INVALID_PROOF, check(token, proof, "GET", PATH));
    }
  }

  @Test
  void a10ForgedProof_givenAHeaderParameterOfAnotherType_thenRefused_thoughTheSignatureHolds() {
    String token = bound.accessToken();
    Map<String, List<Object>> wrong = new LinkedHashMap<>();
    List<Object> noTexts = List.of(7, 1.5, true, List.of(), List.of("x"), Map.of(), Map.of("a", 1), "");
    for (String text : List.of("kid", "typ", "cty", "jku", "x5u", "x5t", "x5t#S256")) {
      wrong.put(text, noTexts);
    }
    wrong.put("x5c", List.of(7, true, "x", List.of(), List.of(7), Map.of()));
    wrong.put("crit", List.of(7, "x", List.of(), List.of("b64"), List.of("exp"), Map.of(), true));
    wrong.put("b64", List.of(true, false, "x", 7));
    wrong.put("enc", List.of("A256GCM", 7));
    wrong.put("zip", List.of("DEF"));
    wrong.put("jwk", List.of(7, "x", List.of(), Map.of()));
    wrong.forEach((parameter, values) -> values.forEach(value -> assertRefused(parameter + " as " + value, INVALID_PROOF,
        check(token, app.proof("GET", PATH, ath(token), jws -> jws.getHeaders().setObjectHeaderValue(parameter, value)), "GET", PATH))));
    MalformedTokens.of(app.proofOf(token, "GET", PATH)).forEach((what, proof) -> {
      if (proof.chars().allMatch(letter -> letter >= ' ' && letter < 127) && !proof.endsWith(" ") && !proof.startsWith(" ")) {
        assertRefused(what, INVALID_PROOF, check(token, proof, "GET", PATH));
      }
    });
  }

  @Test
  void a10ForgedProof_givenAKeyThatIsMeantForSomethingElse_orSpeltOtherwise_thenRefused() {
    String token = bound.accessToken();
    var changes = new LinkedHashMap<String, Object>();
    changes.put("use", "enc");
    changes.put("alg", "ES384");
    changes.put("key_ops", List.of("encrypt"));
    changes.put("kid", 7);
    for (String member : List.of("x", "y")) {
      changes.put(member, app.publicKey().get(member) + "=");
    }
    changes.forEach((member, value) -> {
      var jwk = new HashMap<>(app.publicKey());
      jwk.put(member, value);
      assertRefused(member, INVALID_PROOF, check(token,
          app.proof("GET", PATH, ath(token), jws -> jws.getHeaders().setObjectHeaderValue("jwk", jwk)), "GET", PATH));
    });
  }

  /// A constant signature fits under such a key: whoever sees one proof can make all others.
  @Test
  void a10SmallOrder_givenAnEd25519KeyThatAnybodyCanSignUnder_thenNoProofHolds() {
    byte[] constant = new byte[64];
    constant[0] = 1;
    for (String point : List.of("01" + "00".repeat(31), "ec" + "ff".repeat(30) + "7f", "00".repeat(32), "00".repeat(31) + "80",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ee" + "ff".repeat(30) + "7f", "01" + "00".repeat(30) + "80")) {
      String x = Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(point));
      var weak = new HashMap<String, Object>(Map.of("kty", "OKP", "crv", "Ed25519", "x", x));
      DpopClient client = DpopClient.ed25519(clock);
      String proof = client.proof("POST", "/oauth2/token", _ -> {}, jws -> jws.getHeaders().setObjectHeaderValue("jwk", weak));
      String forged = proof.substring(0, proof.lastIndexOf('.') + 1) + Base64.getUrlEncoder().withoutPadding().encodeToString(constant);
      given().header("User-Agent", Phone.USER_AGENT).header("DPoP", forged).formParam("grant_type", "refresh_token")
          .formParam("refresh_token", phone.signIn(newAccount()).refreshToken()).post("/oauth2/token")
          .then().statusCode(400).body("error", equalTo("invalid_dpop_proof"));
    }
  }

  @Test
  void givenNoWordOfTheRequest_thenNoProofCanHold() {
    String token = bound.accessToken();

    assertRefused("nothing", INVALID_PROOF, given().header("Authorization", "DPoP " + token)
        .header("DPoP", app.proofOf(token, "GET", "/check")).get("/check"));
    for (Map<String, Object> headers : List.<Map<String, Object>>of(
        Map.of("X-Forwarded-Uri", PATH), Map.of("X-Forwarded-Method", "GET"),
        Map.of("X-Forwarded-Method", "GET", "X-Forwarded-Uri", PATH, "X-Original-URI", "/v1/else"),
        Map.of("X-Forwarded-Method", List.of("GET", "POST"), "X-Forwarded-Uri", PATH),
        Map.of("X-Forwarded-Method", "GET", "X-Forwarded-Uri", "http://localhost:8080" + PATH),
        Map.of("X-Forwarded-Method", "get", "X-Forwarded-Uri", PATH))) {
      assertRefused(headers.toString(), INVALID_PROOF, given().header("Authorization", "DPoP " + token)
          .header("DPoP", app.proofOf(token, "GET", PATH)).headers(headers).get("/check"));
    }
    assertThat(given().header("Authorization", "DPoP " + token).header("DPoP", app.proofOf(token, "GET", PATH))
        .header("X-Original-Method", "GET").header("X-Original-URI", PATH).get("/check").statusCode()).isEqualTo(200);
    // Envoy asks with the method and below the path of the request.
    assertThat(asked(token, List.of(app.proofOf(token, "POST", PATH)), "POST", PATH).post("/check" + PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void a44StaleAuthority_givenABoundToken_whenItsSessionIsRevoked_thenTheNextCheckRefusesIt() {
    String token = bound.accessToken();
    own(token, app.proofOf(token, "POST", "/v1/sign-out")).post("/v1/sign-out").then().statusCode(204);

    assertRefused("revoked", INVALID_TOKEN, check(token, app.proofOf(token, "GET", PATH), "GET", PATH));
  }

  private static void assertRefused(String what, String challenge, Response answer) {
    assertThat(answer.statusCode()).as(what).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).as(what).isEqualTo(challenge);
    assertThat(answer.headers().hasHeaderWithName("X-Portcullis-Account")).as(what).isFalse();
  }

  private Phone.Tokens signedIn(DpopClient client) {
    var evidence = phone.evidence(newAccount());
    evidence.put("dpopKey", client.thumbprint().value());
    return phone.signIn(evidence);
  }

  private Response check(String token, String proof, String method, String uri) {
    return asked(token, List.of(proof), method, uri).get("/check");
  }

  private static RequestSpecification asked(String token, List<String> proofs, String method, String uri) {
    var request = given().header("Authorization", "DPoP " + token).headers(forwarded(method, uri));
    return proofs.isEmpty() ? request : request.headers(Map.of("DPoP", proofs));
  }

  private static RequestSpecification own(String token, String proof) {
    return given().header("Authorization", "DPoP " + token).header("DPoP", proof);
  }

  private static Map<String, Object> forwarded(String method, String uri) {
    return Map.of("X-Forwarded-Method", method, "X-Forwarded-Uri", uri);
  }

  private String with(String token, Consumer<JwtClaims> claims) {
    return app.proof("GET", PATH, ath(token).andThen(claims), _ -> {});
  }

  private static Consumer<JwtClaims> ath(String token) {
    return claims -> claims.setClaim("ath", DpopClient.hash(token));
  }

  private static Map<String, Object> jwk(DpopClient client, String member, String value) {
    var jwk = new HashMap<>(client.publicKey());
    jwk.put(member, value);
    return jwk;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
