package io.portcullis.recovery.staff;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MalformedTokens;
import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in at the support desk.
@RecoveryTest
class StaffSignInTest {

  @Inject CustomerTokens customers;
  @Inject Desk desk;
  StaffProvider provider;

  private Response me(String token) {
    return given().header("Authorization", "Bearer " + token).get(desk.url() + "/v1/support/me");
  }

  private void assertRefused(String token) {
    Response answer = me(token);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(401);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @Test
  void givenATokenOfTheProvider_thenItsOwnerLearnsTheirRolesAndWhatTheyMayDo() {
    Response answer = me(provider.token("alice", "support", "something-else"));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.jsonPath().getList("roles")).containsExactly("support");
    assertThat(answer.jsonPath().getList("operations")).contains("find-account");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void twoSessions_givenTwoTokensOfOnePerson_thenTheyAreOnePerson_andSomebodyElseIsAnother() {
    String first = me(provider.token("alice", "support")).path("person");
    String second = me(provider.token("alice", claims -> claims.setClaim("sid", "another"), "lead")).path("person");
    String bob = me(provider.token("bob", "support")).path("person");

    assertThat(second).isEqualTo(first);
    assertThat(bob).isNotEqualTo(first);
  }

  @Test
  void a37ForeignToken_givenACustomersToken_thenTheDeskRefusesIt() {
    assertRefused(customers.of(new AccountId(UUID.randomUUID()), "aal2", Instant.now()));
  }

  @Test
  void a37ForeignToken_givenAServicesToken_thenTheDeskRefusesIt() {
    assertRefused(ServiceTokenFiles.token("recovery-service", "auth-service"));
  }

  @Test
  void a37ForeignToken_givenAnotherIssuerAudienceOrKey_thenTheDeskRefusesIt() {
    assertRefused(provider.token("alice", claims -> claims.setIssuer("https://id.exchange.example/realms/customers"), "support"));
    assertRefused(provider.token("alice", claims -> claims.setAudience("another-client"), "support"));
    assertRefused(provider.token("alice", claims -> claims.unsetClaim("aud"), "support"));
    assertRefused(StaffProvider.sign(StaffProvider.claims("alice", "support"), StaffProvider.newKey("staff-1"),
        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, "JWT"));
    assertRefused(StaffProvider.sign(StaffProvider.claims("alice", "support"), StaffProvider.newKey("unknown"),
        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, "JWT"));
  }

  @Test
  void a37ForeignToken_givenAnExpiredOneOrOneThatNeverEndsOrIsOld_thenTheDeskRefusesIt() {
    assertRefused(provider.token("alice", claims -> claims.setExpirationTimeMinutesInTheFuture(-5), "support"));
    assertRefused(provider.token("alice", claims -> claims.unsetClaim("exp"), "support"));
    assertRefused(provider.token("alice", claims -> claims.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 6000)), "support"));
    assertRefused(provider.token("alice", claims -> claims.unsetClaim("iat"), "support"));
    assertRefused(provider.token("alice", claims -> claims.setNotBeforeMinutesInThePast(-10), "support"));
  }

  @Test
  void a37ForeignToken_givenNobodyOrNoRole_thenTheDeskRefusesIt() {
    assertRefused(provider.token("alice", claims -> claims.unsetClaim("sub"), "support"));
    assertRefused(provider.token(" ", "support"));
    assertRefused(provider.token("alice"));
    assertRefused(provider.token("alice", "customer"));
    assertRefused(provider.token("alice", claims -> claims.setClaim("roles", "nothing")));
    assertRefused(provider.token("alice", claims -> claims.setClaim("roles", 7)));
  }

  @Test
  void a37ForeignToken_givenAnIdTokenOrALogoutToken_thenTheDeskRefusesIt() {
    assertRefused(provider.token("alice", claims -> claims.setClaim("typ", "ID"), "support"));
    assertRefused(provider.typed("logout+jwt", "alice", "support"));
    assertRefused(provider.typed("dpop+jwt", "alice", "support"));
    assertThat(me(provider.typed("at+jwt", "alice", "support")).statusCode()).isEqualTo(200);
  }

  @Test
  void a37AlgNone_givenATokenWithoutSignatureOrSignedWithThePublicKeyAsSecret_thenTheDeskRefusesIt() throws Exception {
    var unsigned = new JsonWebSignature();
    unsigned.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    unsigned.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    unsigned.setPayload(StaffProvider.claims("alice", "support").toJson());
    assertRefused(unsigned.getCompactSerialization());

    var confused = new JsonWebSignature();
    confused.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    confused.setKeyIdHeaderValue("staff-1");
    confused.setKey(new HmacKey(Base64.getEncoder().encodeToString(provider.key().getPublicKey().getEncoded()).getBytes(StandardCharsets.UTF_8)));
    confused.setPayload(StaffProvider.claims("alice", "support").toJson());
    assertRefused(confused.getCompactSerialization());
  }

  @Test
  void malformedToken_givenAnyForm_thenRefusedAndNeverAnError() {
    String good = provider.token("alice", "support");
    var soft = new SoftAssertions();
    MalformedTokens.of(good).forEach((what, malformed) -> {
      if (!malformed.strip().equals(good) && malformed.chars().allMatch(c -> c > ' ' && c < 127)) {
        soft.assertThat(me(malformed).statusCode()).as(what).isEqualTo(401);
      }
    });
    soft.assertAll();
  }

  @Test
  void twoCredentials_givenTwoHeaders_thenNeitherCounts() {
    Response answer = given().header("Authorization", "Bearer " + provider.token("alice", "support"), "Bearer " + provider.token("bob", "lead"))
        .get(desk.url() + "/v1/support/me");

    assertThat(answer.statusCode()).isIn(400, 401);
  }

  @Test
  void givenNoToken_thenTheDeskAsksForOne() {
    Response answer = given().get(desk.url() + "/v1/support/me");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/support/me", "/v1/support", "/v1/support/accounts/find", "/v1/%73upport/me", "/v1/./support/me", "//v1/support/me", "/v1/support/me/"})
  void a37PublicPort_givenAStaffToken_whenTheDeskIsAskedForThere_thenThereIsNothing(String path) {
    Response answer = given().urlEncodingEnabled(false).header("Authorization", "Bearer " + provider.token("alice", "support", "lead")).get(path);

    assertThat(answer.statusCode()).as(answer.asString()).isIn(404, 400);
  }

  @Test
  void a37PublicPort_givenAStaffToken_thenItIsNoCustomersAndNoServicesElsewhere() {
    // Any path that looks at tokens would do; /internal of this service does not exist, so the answer is that of a missing one.
    Response answer = given().header("Authorization", "Bearer " + provider.token("alice", "support")).get("/v1/recovery/nothing");

    assertThat(answer.statusCode()).isIn(401, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/recovery/password", "/recovery/password", "/r", "/internal/anything", "/", "/v1/supportx", "/v1/support/../recovery/password"})
  void a37StaffPort_givenAPublicPath_thenThereIsNothing(String path) {
    for (String verb : List.of("GET", "POST")) {
      Response answer = given().urlEncodingEnabled(false).header("Authorization", "Bearer " + provider.token("alice", "support"))
          .request(verb, desk.url() + path);
      assertThat(answer.statusCode()).as(verb + " " + path + " " + answer.asString()).isIn(404, 400);
    }
  }
}
