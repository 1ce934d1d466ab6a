package io.portcullis.recovery.freeze;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.testkit.MalformedTokens;
import io.portcullis.testkit.MutableClock;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.Key;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RecoveryTest
class FreezeTest {

  @Inject MutableClock clock;
  AuthServiceDouble auth;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final EventId alert = new EventId(UUID.randomUUID());
  private final EllipticCurveJsonWebKey key = FreezeKey.read();

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  @Test
  void givenAGenuineLink_whenItIsUsed_thenTheAccountIsFrozenInTheNameOfTheAlert() throws Exception {
    assertThat(freeze(token(_ -> {})).statusCode()).isEqualTo(204);

    assertThat(auth.freezeOrders(account)).singleElement().satisfies(order ->
        assertThat(order.getBodyAsString()).contains("\"requestId\":\"" + alert + "\"", "\"reason\":\"freeze-link\""));
  }

  @Test
  void replay_givenALinkUsedBefore_thenAuthServiceHearsTheSameRequestAgain() throws Exception {
    String token = token(_ -> {});

    assertThat(freeze(token).statusCode()).isEqualTo(204);
    assertThat(freeze(token).statusCode()).isEqualTo(204);

    assertThat(auth.freezeOrders(account)).hasSize(2)
        .allSatisfy(order -> assertThat(order.getBodyAsString()).contains(alert.toString()));
  }

  @Test
  void givenAuthServiceIsAway_thenUnavailable_andTheLinkWorksAfterwards() throws Exception {
    var outage = auth.breaksOn(account.toString());
    assertThat(freeze(token(_ -> {})).statusCode()).isEqualTo(503);

    auth.forget(outage);
    assertThat(freeze(token(_ -> {})).statusCode()).isEqualTo(204);
  }

  @Test
  void givenTheAccountIsGone_thenTheLinkIsRefused() throws Exception {
    auth.answers(account, "not-found", 404);

    assertRefused(token(_ -> {}));
  }

  @Test
  void a39OldLink_givenTheOwnerHasComeBackSinceTheAlert_thenTheLinkIsRefused() throws Exception {
    clock.stop();
    assertThat(freeze(token(_ -> {})).statusCode()).isEqualTo(204);
    assertThat(auth.freezeOrders(account)).singleElement().satisfies(order -> assertThat(order.getBodyAsString())
        .contains("\"alertedAt\":\"" + clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\""));

    auth.answers(account, "proof-outdated", 409);

    assertRefused(token(_ -> {}));
  }

  @Test
  void linkScanner_givenItFetchesTheCall_thenNothingIsFrozen() throws Exception {
    String token = token(_ -> {});
    for (int i = 0; i < 3; i++) {
      given().get("/v1/recovery/freeze?token=" + token).then().statusCode(405);
      given().head("/v1/recovery/freeze?token=" + token).then().statusCode(405);
    }
    assertThat(auth.callsAbout(account)).isEmpty();
  }

  @Test
  void forgery_givenAnotherKey_thenRefused() throws Exception {
    assertForged(sign(claims(), "freeze+jwt", "ES256", EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey()));
  }

  @Test
  void forgery_givenItsOwnKeyInTheHeader_thenRefused() throws Exception {
    EllipticCurveJsonWebKey own = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    var jws = jws(claims(), "freeze+jwt", "ES256", own.getPrivateKey());
    jws.setJwkHeader(own);
    assertForged(jws.getCompactSerialization());
  }

  @Test
  void forgery_givenNoSignature_thenRefused() throws Exception {
    assertForged(sign(claims(), "freeze+jwt", "none", null));
  }

  @Test
  void forgery_givenThePublicKeyAsAnHmacSecret_thenRefused() throws Exception {
    assertForged(sign(claims(), "freeze+jwt", "HS256", new HmacKey(key.getPublicKey().getEncoded())));
  }

  @Test
  void forgery_givenAChangedAccount_thenRefused() throws Exception {
    String[] parts = token(_ -> {}).split("\\.");
    JwtClaims claims = claims();
    claims.setJwtId(UUID.randomUUID().toString());
    String[] other = sign(claims, "freeze+jwt", "ES256", EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey())
        .split("\\.");
    assertForged(parts[0] + '.' + other[1] + '.' + parts[2]);
  }

  @Test
  void confusion_givenATokenForSomethingElse_thenRefused() throws Exception {
    assertForged(token(claims -> claims.setAudience("portcullis")));
    assertForged(token(claims -> claims.unsetClaim("aud")));
    assertForged(sign(claims(), "at+jwt", "ES256", key.getPrivateKey()));
    assertForged(sign(claims(), "JWT", "ES256", key.getPrivateKey()));
    var untyped = jws(claims(), "x", "ES256", key.getPrivateKey());
    untyped.getHeaders().setStringHeaderValue("typ", null);
    assertForged(untyped.getCompactSerialization());
  }

  @Test
  void staleLink_givenItsTimeHasPassed_thenRefused() throws Exception {
    String token = token(_ -> {});
    clock.advance(Duration.ofDays(14));
    assertForged(token);
    assertForged(token(claims -> claims.unsetClaim("exp")));
  }

  @Test
  void badInput_givenOddClaims_thenRefused() throws Exception {
    assertForged(token(claims -> claims.setSubject("not an account")));
    assertForged(token(claims -> claims.setJwtId("1")));
    assertForged(token(claims -> claims.setClaim("jti", 1)));
    assertForged(token(claims -> claims.setClaim("sub", 1)));
    assertForged("a.b.c");
    assertForged("..");
    assertForged("x".repeat(2000));
    assertThat(freeze("x".repeat(2001)).statusCode()).isEqualTo(400);
    assertThat(given().contentType(ContentType.JSON).body("{}").post("/v1/recovery/freeze").statusCode()).isEqualTo(400);
  }

  @Test
  void forgedLink_givenAHeaderThatRfc7515Forbids_orAnotherSpelling_thenRefusedAsAnyOther() throws Exception {
    MalformedTokens.of(token(_ -> {})).forEach((what, token) -> {
      Response answer = freeze(token);
      assertThat(answer.statusCode()).as(what).isIn(400, 403);
      assertThat(answer.contentType()).as(what).startsWith("application/problem+json");
    });
    assertThat(auth.callsAbout(account)).isEmpty();
  }

  private void assertForged(String token) {
    assertRefused(token);
    assertThat(auth.callsAbout(account)).isEmpty();
  }

  private static void assertRefused(String token) {
    Response answer = freeze(token);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:portcullis:problem:link-refused");
  }

  private static Response freeze(String token) {
    return given().contentType(ContentType.JSON).body(Map.of("token", token)).post("/v1/recovery/freeze");
  }

  private JwtClaims claims() {
    var claims = new JwtClaims();
    claims.setAudience("portcullis-freeze");
    claims.setSubject(account.toString());
    claims.setJwtId(alert.toString());
    claims.setIssuedAt(NumericDate.fromMilliseconds(clock.millis()));
    claims.setExpirationTime(NumericDate.fromMilliseconds(clock.instant().plus(Duration.ofDays(14)).toEpochMilli()));
    return claims;
  }

  private String token(Consumer<JwtClaims> change) throws Exception {
    JwtClaims claims = claims();
    change.accept(claims);
    return sign(claims, "freeze+jwt", "ES256", key.getPrivateKey());
  }

  private static String sign(JwtClaims claims, String type, String algorithm, Key key) throws Exception {
    return jws(claims, type, algorithm, key).getCompactSerialization();
  }

  private static JsonWebSignature jws(JwtClaims claims, String type, String algorithm, Key key) {
    var jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    jws.setPayload(claims.toJson());
    jws.setHeader("typ", type);
    jws.setAlgorithmHeaderValue(algorithm);
    jws.setKey(key);
    return jws;
  }
}
