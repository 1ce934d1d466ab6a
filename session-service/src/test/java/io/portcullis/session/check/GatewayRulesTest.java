package io.portcullis.session.check;

import static io.portcullis.session.Phone.newAccount;
import static io.portcullis.session.Phone.proof;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.check.GatewayRulesTest.WithRules;
import io.portcullis.testkit.DpopClient;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What an installation may demand by path, and nonces at the check.
@OnStack
@TestProfile(WithRules.class)
class GatewayRulesTest {

  @Inject Phone phone;
  @Inject MutableClock clock;

  public static class WithRules implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      var config = new HashMap<String, String>();
      config.put("portcullis.dpop.nonce", "token-endpoint-and-check");
      config.put("portcullis.trusted-proxies", "127.0.0.1/32");
      config.put("portcullis.check.rules[0].path", "/v1/withdrawals");
      config.put("portcullis.check.rules[0].methods", "GET");
      config.put("portcullis.check.rules[1].path", "/v1/withdrawals");
      config.put("portcullis.check.rules[1].acr", "aal2");
      config.put("portcullis.check.rules[1].max-age", "5m");
      config.put("portcullis.check.rules[2].path", "/v1/transfers");
      config.put("portcullis.check.rules[2].scope", "trade");
      config.put("portcullis.check.rules[3].path", "/v1/keys/");
      config.put("portcullis.check.rules[3].acr", "phr");
      config.put("portcullis.check.rules[4].path", "/v1/orders");
      config.put("portcullis.check.rules[4].scope", "account");
      config.put("portcullis.check.rules[5].path", "/v1/payouts");
      config.put("portcullis.check.rules[5].factor", "settled");
      return config;
    }
  }

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void rfc9470Section3_givenATooWeakSession_thenTheChallengeSaysWhatWouldDo() {
    String token = phone.signIn(newAccount()).accessToken();

    Response answer = check(token, "POST", "/v1/withdrawals?to=me");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate"))
        .isEqualTo("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\", max_age=\"300\"");
    assertThat(answer.path("type").toString()).isEqualTo("urn:portcullis:problem:insufficient-user-authentication");
    assertThat(answer.path("acrValues").toString()).isEqualTo("aal2");
    assertThat((int) answer.path("maxAge")).isEqualTo(300);
    assertThat(check(token, "POST", "/v1/keys/7").header("WWW-Authenticate"))
        .isEqualTo("Bearer error=\"insufficient_user_authentication\", acr_values=\"phr\"");
  }

  @Test
  void rfc9470Section3_givenAStrongSession_whenItGrowsOld_thenAFreshProofIsWanted() {
    clock.stop();
    String token = strong();
    assertThat(check(token, "POST", "/v1/withdrawals/7").statusCode()).isEqualTo(200);

    clock.advance(Duration.ofSeconds(299));
    assertThat(check(token, "POST", "/v1/withdrawals/7").statusCode()).isEqualTo(200);
    String later = strong(Duration.ofMinutes(6));
    assertThat(check(later, "POST", "/v1/withdrawals/7").statusCode()).isEqualTo(401);
  }

  @Test
  void rfc6750Section3_1_givenATokenWithoutTheScope_thenForbidden() {
    Response answer = check(strong(), "GET", "/v1/transfers");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\", scope=\"trade\"");
    assertThat(answer.path("type").toString()).isEqualTo("urn:portcullis:problem:forbidden");
  }

  @Test
  void a35FreshFactor_givenARuleThatWantsASettledOne_thenAThiefsOwnKeyMovesNothing() {
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
    for (List<String> settled : List.of(List.of("totp"), List.<String>of())) {
      Response fresh = check(withKey(tomorrow, settled), "POST", "/v1/payouts");
      assertThat(fresh.statusCode()).isEqualTo(403);
      assertThat(fresh.path("type").toString()).isEqualTo("urn:portcullis:problem:factor-not-settled");
      assertThat(Instant.parse(fresh.path("settledAt"))).isEqualTo(tomorrow.truncatedTo(ChronoUnit.SECONDS));
    }
    assertThat(check(withKey(Instant.EPOCH, List.of("webauthn")), "POST", "/v1/payouts").statusCode()).isEqualTo(200);

    for (String[] shown : new String[][] {{"pwd"}, {"pwd", "recovery-code"}}) {
      Response none = check(phone.signIn(newAccount(), shown).accessToken(), "POST", "/v1/payouts");
      assertThat(none.statusCode()).isEqualTo(401);
      assertThat(none.header("WWW-Authenticate"))
          .isEqualTo("Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\"");
    }
  }

  private String withKey(Instant settledAt, List<String> settled) {
    Map<String, Object> body = phone.evidence(newAccount());
    body.put("evidence", List.of(proof("pwd", clock.instant()), proof("pop", clock.instant(), settledAt)));
    body.put("enrolled", List.of("webauthn", "totp"));
    body.put("enrolledSettled", settled);
    return phone.signIn(body).accessToken();
  }

  @Test
  void restrictedSession_givenARuleThatWantsTheAccount_thenForbidden() {
    String restricted = phone.signIn(newAccount(), "pwd", "recovery-code").accessToken();

    Response answer = check(restricted, "GET", "/v1/orders");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\", scope=\"account\"");
    assertThat(check(restricted, "GET", "/v1/mfa").statusCode()).isEqualTo(200);
    assertThat(check(phone.signIn(newAccount()).accessToken(), "GET", "/v1/orders").statusCode()).isEqualTo(200);
  }

  @Test
  void givenTheFirstRuleThatFits_thenTheOthersDoNotCount() {
    String token = phone.signIn(newAccount()).accessToken();
    for (String method : List.of("GET", "HEAD")) {
      assertThat(check(token, method, "/v1/withdrawals").statusCode()).isEqualTo(200);
    }
    for (String method : List.of("POST", "DELETE", "PATCH", "FOO")) {
      assertThat(check(token, method, "/v1/withdrawals").statusCode()).isEqualTo(401);
    }
    for (String path : List.of("/v1/orders", "/", "/v1/withdrawalsx", "/v1", "/v1/keys")) {
      assertThat(check(token, "POST", path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void pathDisguise_givenAPathThatAServiceMayReadAsAnother_thenNoRuleIsMissed() {
    String token = phone.signIn(newAccount()).accessToken();
    for (String path : List.of("/v1/%77ithdrawals", "/v1/withdrawals%3fx", "/%76%31/withdrawals/")) {
      assertThat(check(token, "POST", path).statusCode()).as(path).isIn(200, 401);
    }
    assertThat(check(token, "POST", "/v1/%77ithdrawals").statusCode()).isEqualTo(401);
    for (String path : List.of("/v1//withdrawals", "/v1/x/../withdrawals", "/v1/./withdrawals", "/v1/x%2f..%2fwithdrawals",
        "/v1/%2e%2e/withdrawals", "/v1/withdrawals;x=1", "/v1\\withdrawals", "/v1/%5cwithdrawals", "/v1/%252e%252e/withdrawals",
        "/v1/withdrawals%00", "/v1/withdrawals%zz", "/v1/withdrawals%0a")) {
      assertThat(check(token, "POST", path).statusCode()).as(path).isEqualTo(403);
    }
  }

  @Test
  void givenAGatewayThatDoesNotSayWhatItAsksAbout_thenNothingPasses() {
    assertThat(phone.check(strong()).statusCode()).isEqualTo(403);
    assertThat(given().auth().oauth2(strong()).header("X-Forwarded-Method", "GET").get("/check").statusCode()).isEqualTo(403);
  }

  /// The same machine under another address, which is not among the gateways.
  @Test
  void a15ForwardedHeaderSpoofing_givenAPeerThatIsNoGateway_thenItsWordDoesNotCount() throws Exception {
    String token = phone.signIn(newAccount()).accessToken();
    for (String peer : List.of("127.0.0.1", "127.0.0.2")) {
      try (HttpClient client = HttpClient.newBuilder().localAddress(InetAddress.getByName(peer)).build()) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/check"))
            .header("Authorization", "Bearer " + token).header("X-Forwarded-Method", "GET")
            .header("X-Forwarded-Uri", "/v1/orders").header("X-Forwarded-For", "127.0.0.1").header("Forwarded", "for=127.0.0.1")
            .header("X-Real-IP", "127.0.0.1").build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).as(peer)
            .isEqualTo(peer.equals("127.0.0.1") ? 200 : 403);
      }
    }
  }

  @Test
  void givenNoToken_thenTheRulesAreNotTold() {
    Response answer = given().header("X-Forwarded-Method", "POST").header("X-Forwarded-Uri", "/v1/withdrawals").get("/check");

    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void rfc9449Section9_givenNoncesAtTheCheck_thenAProofWithoutOneIsToldWhichToRepeat() {
    clock.stop();
    DpopClient app = DpopClient.es256(clock);
    var evidence = phone.evidence(newAccount());
    evidence.put("dpopKey", app.thumbprint().value());
    String token = phone.signIn(evidence).accessToken();

    Response asked = checkBound(token, app.proofOf(token, "POST", "/v1/orders"), "/v1/orders");
    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.header("WWW-Authenticate")).isEqualTo("DPoP error=\"use_dpop_nonce\", algs=\"ES256 EdDSA\"");
    String nonce = asked.header("DPoP-Nonce");

    Response answer = checkBound(token, withNonce(app, token, nonce, "/v1/orders"), "/v1/orders");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("DPoP-Nonce")).isNotEmpty();
    assertThat(checkBound(token, withNonce(app, token, nonce, "/v1/withdrawals"), "/v1/withdrawals").header("WWW-Authenticate"))
        .isEqualTo("DPoP error=\"insufficient_user_authentication\", acr_values=\"aal2\", max_age=\"300\"");
    clock.advance(Duration.ofSeconds(90));
    assertThat(checkBound(token, withNonce(app, token, nonce, "/v1/orders"), "/v1/orders").header("WWW-Authenticate"))
        .contains("use_dpop_nonce");
  }

  private static String withNonce(DpopClient app, String token, String nonce, String path) {
    return app.proof("POST", path, claims -> {
      claims.setClaim("ath", DpopClient.hash(token));
      claims.setClaim("nonce", nonce);
    }, _ -> {});
  }

  private static Response checkBound(String token, String proof, String path) {
    return given().header("Authorization", "DPoP " + token).header("DPoP", proof)
        .header("X-Forwarded-Method", "POST").header("X-Forwarded-Uri", path).get("/check");
  }

  private String strong() {
    return strong(Duration.ZERO);
  }

  private String strong(Duration ago) {
    var evidence = phone.evidence(newAccount());
    var at = clock.instant().minus(ago);
    evidence.put("evidence", List.of(proof("pwd", at), proof("otp", at)));
    return phone.signIn(evidence).accessToken();
  }

  private static Response check(String token, String method, String uri) {
    return given().auth().oauth2(token).header("X-Forwarded-Method", method).header("X-Forwarded-Uri", uri).get("/check");
  }
}
