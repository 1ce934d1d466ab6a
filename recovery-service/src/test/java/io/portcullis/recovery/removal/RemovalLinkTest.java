package io.portcullis.recovery.removal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.freeze.FreezeKey;
import io.portcullis.testkit.MutableClock;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.security.Key;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The link in the alert about a removal. What is forged is walked further in
/// [FreezeTest][io.portcullis.recovery.freeze.FreezeTest]: one verifier reads both kinds.
@RecoveryTest
class RemovalLinkTest {

  private static final long UNTIL = 1_772_366_400L;

  @Inject MutableClock clock;
  AuthServiceDouble auth;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final EllipticCurveJsonWebKey key = FreezeKey.read();

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  @Test
  void a35Unnoticed_givenAGenuineLink_whenItIsUsed_thenRemovalsUntilTheAlertAreCancelled_andTheAccountIsNotFrozen() throws Exception {
    assertThat(cancel(token(_ -> {})).statusCode()).isEqualTo(204);
    assertThat(cancel(token(_ -> {})).statusCode()).as("again").isEqualTo(204);

    assertThat(auth.cancelOrders(account)).hasSize(2).allSatisfy(order ->
        assertThat(order.getBodyAsString()).contains("\"askedUntil\":\"2026-03-01T12:00:00Z\""));
    assertThat(auth.freezeOrders(account)).isEmpty();
  }

  @Test
  void givenAuthServiceIsAway_thenUnavailable_andTheLinkWorksAfterwards() throws Exception {
    var outage = auth.breaksOn(account.toString());
    assertThat(cancel(token(_ -> {})).statusCode()).isEqualTo(503);
    auth.forget(outage);
    assertThat(cancel(token(_ -> {})).statusCode()).isEqualTo(204);
  }

  @Test
  void linkScanner_givenItFetchesTheCall_thenNothingIsCancelled() throws Exception {
    String token = token(_ -> {});
    given().get("/v1/recovery/removals/cancel?token=" + token).then().statusCode(405);
    assertThat(auth.callsAbout(account)).isEmpty();
  }

  @Test
  void confusion_givenAFreezeLinkHere_orThisLinkThere_thenRefused() throws Exception {
    assertForged(sign(claims("portcullis-freeze"), "freeze+jwt", key.getPrivateKey()));
    assertForged(sign(claims("portcullis-freeze"), "removal+jwt", key.getPrivateKey()));
    assertForged(sign(claims("portcullis-removal"), "freeze+jwt", key.getPrivateKey()));
    assertThat(post("/v1/recovery/freeze", token(_ -> {})).statusCode()).isEqualTo(403);
    assertThat(auth.callsAbout(account)).isEmpty();
  }

  @Test
  void forgery_givenAnotherKey_oddClaims_orALinkThatIsTooOld_thenRefused() throws Exception {
    assertForged(sign(claims("portcullis-removal"), "removal+jwt", EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey()));
    assertForged(token(claims -> claims.setSubject("not an account")));
    assertForged(token(claims -> claims.unsetClaim("asked_until")));
    assertForged(token(claims -> claims.setClaim("asked_until", "2026-03-01T12:00:00Z")));
    assertForged(token(claims -> claims.setClaim("asked_until", -1L)));
    assertForged(token(claims -> claims.setClaim("asked_until", Long.MAX_VALUE)));
    assertForged(token(claims -> claims.unsetClaim("exp")));
    String token = token(_ -> {});
    clock.advance(Duration.ofDays(14));
    assertForged(token);
  }

  private void assertForged(String token) {
    Response answer = cancel(token);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:portcullis:problem:link-refused");
    assertThat(auth.callsAbout(account)).isEmpty();
  }

  private static Response cancel(String token) {
    return post("/v1/recovery/removals/cancel", token);
  }

  private static Response post(String path, String token) {
    return given().contentType(ContentType.JSON).body(Map.of("token", token)).post(path);
  }

  private JwtClaims claims(String audience) {
    var claims = new JwtClaims();
    claims.setAudience(audience);
    claims.setSubject(account.toString());
    claims.setJwtId(UUID.randomUUID().toString());
    claims.setClaim("asked_until", UNTIL);
    claims.setIssuedAt(NumericDate.fromMilliseconds(clock.millis()));
    claims.setExpirationTime(NumericDate.fromMilliseconds(clock.instant().plus(Duration.ofDays(14)).toEpochMilli()));
    return claims;
  }

  private String token(Consumer<JwtClaims> change) throws Exception {
    JwtClaims claims = claims("portcullis-removal");
    change.accept(claims);
    return sign(claims, "removal+jwt", key.getPrivateKey());
  }

  private static String sign(JwtClaims claims, String type, Key key) throws Exception {
    var jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setHeader("typ", type);
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    jws.setKey(key);
    return jws.getCompactSerialization();
  }
}
