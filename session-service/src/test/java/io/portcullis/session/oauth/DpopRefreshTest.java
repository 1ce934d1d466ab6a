package io.portcullis.session.oauth;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.testkit.DpopClient;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Refreshing with a proof of possession (RFC 9449 §5).
@OnStack
class DpopRefreshTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject MutableClock clock;

  private DpopClient app;

  @BeforeEach
  void newKey() {
    app = DpopClient.es256(clock);
  }

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void givenAProof_whenRefreshedForTheFirstTime_thenTheTokensAreBoundToItsKey() {
    for (DpopClient client : List.of(app, DpopClient.ed25519(clock))) {
      var tokens = phone.signIn(newAccount());

      Response answer = refresh(client, tokens.refreshToken());

      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
      assertThat(answer.path("token_type").toString()).isEqualTo("DPoP");
      assertThat(claims(answer.path("access_token"))).contains("\"cnf\":{\"jkt\":\"" + client.thumbprint() + "\"}");
      assertThat(answer.header("DPoP-Nonce")).isNotEmpty();
      assertThat(refresh(client, answer.path("refresh_token")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a07Retry_givenTheAnswerWasLostAndThePhoneChangedNetworks_whenItProvesItsKey_thenItGetsTheSameSuccessor() {
    var tokens = phone.signIn(newAccount());
    String lost = from("203.0.113.7", app, tokens.refreshToken()).path("refresh_token");

    Response again = from("198.51.100.7", app, tokens.refreshToken());

    assertThat(again.statusCode()).as(again.asString()).isEqualTo(200);
    assertThat(again.<String>path("refresh_token")).isEqualTo(lost);
  }

  private static Response from(String address, DpopClient client, String token) {
    String nonce = given().header("DPoP", client.proof("POST", "/oauth2/token")).formParam("grant_type", "refresh_token")
        .formParam("refresh_token", "none").post("/oauth2/token").header("DPoP-Nonce");
    return given().header("User-Agent", Phone.USER_AGENT).header("X-Forwarded-For", address)
        .header("DPoP", client.proofWithNonce("POST", "/oauth2/token", nonce))
        .formParam("grant_type", "refresh_token").formParam("refresh_token", token).post("/oauth2/token");
  }

  @Test
  void givenNoProof_thenTheTokensAreBearerTokensAsBefore() {
    Response answer = phone.refresh(phone.signIn(newAccount()).refreshToken());

    assertThat(answer.path("token_type").toString()).isEqualTo("Bearer");
    assertThat(claims(answer.path("access_token"))).doesNotContain("cnf");
    assertThat(answer.headers().hasHeaderWithName("DPoP-Nonce")).isFalse();
  }

  @Test
  void givenAKeyAtTheOpening_thenTheFirstTokensAreBoundAlready() {
    var evidence = phone.evidence(newAccount());
    evidence.put("dpopKey", app.thumbprint().value());

    var tokens = phone.signIn(evidence);

    assertThat(claims(tokens.accessToken())).contains(app.thumbprint().value());
    assertThat(phone.refresh(tokens.refreshToken()).statusCode()).isEqualTo(400);
    assertThat(refresh(app, tokens.refreshToken()).statusCode()).isEqualTo(200);
    evidence.put("dpopKey", "short");
    assertThat(phone.open(evidence).statusCode()).isEqualTo(400);
  }

  @Test
  void rfc9449Section8_givenNoNonce_thenOneIsGiven_andTheRefreshTokenIsNotUsedUp() {
    var tokens = phone.signIn(newAccount());

    Response asked = refresh(tokens.refreshToken(), app.proof("POST", "/oauth2/token"));

    assertThat(asked.statusCode()).isEqualTo(400);
    assertThat(asked.path("error").toString()).isEqualTo("use_dpop_nonce");
    assertThat(rows.generation(tokens.session())).isZero();
    assertThat(refresh(tokens.refreshToken(), app.proofWithNonce("POST", "/oauth2/token", asked.header("DPoP-Nonce"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void staleNonce_givenOneOfTwoMinutesAgoOrInvented_thenAFreshOneIsAskedFor() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    String old = nonce();
    clock.advance(Duration.ofSeconds(90));

    for (String nonce : List.of(old, "AAAAAAAAAAAAAAAAAAAAAA", "", "x", "=")) {
      assertThat(refresh(tokens.refreshToken(), app.proofWithNonce("POST", "/oauth2/token", nonce)).path("error").toString())
          .isEqualTo("use_dpop_nonce");
    }
  }

  @Test
  void a10_givenABoundRefreshToken_whenPresentedWithoutItsKey_thenRefused_andTheOwnerGoesOn() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    String bound = refresh(app, tokens.refreshToken()).path("refresh_token");

    for (Response stolen : List.of(phone.refresh(bound), refresh(DpopClient.es256(clock), bound))) {
      assertThat(stolen.statusCode()).isEqualTo(400);
      assertThat(stolen.path("error").toString()).isEqualTo("invalid_grant");
    }
    assertThat(rows.endReason(tokens.session())).isEmpty();
    Response next = refresh(app, bound);
    assertThat(next.statusCode()).isEqualTo(200);
    // A replaced one neither: without the key it signs nobody out.
    rows.letPassSinceRefresh(tokens.session(), Duration.ofMinutes(1));
    assertThat(phone.refresh(bound).statusCode()).isEqualTo(400);
    assertThat(rows.endReason(tokens.session())).isEmpty();
  }

  @Test
  void a07Replay_givenABoundFamily_whenAReplacedTokenComesWithTheKey_thenTheFamilyEnds() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    String bound = refresh(app, tokens.refreshToken()).path("refresh_token");
    refresh(app, bound);
    rows.letPassSinceRefresh(tokens.session(), Duration.ofSeconds(31));

    assertThat(refresh(app, bound).statusCode()).isEqualTo(400);
    assertThat(rows.endReason(tokens.session())).contains("REFRESH_TOKEN_REUSED");
  }

  @Test
  void a07Theft_givenAThiefBoundTheFamilyToHisKey_whenTheOwnerRefreshes_thenTheFamilyEnds() {
    clock.stop();
    for (Duration later : List.of(Duration.ZERO, Duration.ofMinutes(1))) {
      var tokens = phone.signIn(newAccount());
      assertThat(refresh(app, tokens.refreshToken()).statusCode()).isEqualTo(200);
      rows.letPassSinceRefresh(tokens.session(), later);

      assertThat(phone.refresh(tokens.refreshToken()).statusCode()).isEqualTo(400);
      assertThat(rows.endReason(tokens.session())).contains("REFRESH_TOKEN_REUSED");
    }
  }

  @Test
  void givenTheAnswerWasLost_whenTheSameKeyAsksAgain_thenTheSameSuccessor() {
    var tokens = phone.signIn(newAccount());
    Response first = refresh(app, tokens.refreshToken());

    Response again = refresh(app, tokens.refreshToken());

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.path("refresh_token").toString()).isEqualTo(first.path("refresh_token"));
    assertThat(again.path("token_type").toString()).isEqualTo("DPoP");
    assertThat(rows.generation(tokens.session())).isEqualTo(1);
  }

  @Test
  void race_givenTwoKeysAtOnce_thenTheFamilyIsBoundToOne() {
    var tokens = phone.signIn(newAccount());
    String nonce = nonce();

    List<Response> answers = Together.run(8, () -> refresh(tokens.refreshToken(),
        DpopClient.es256(clock).proofWithNonce("POST", "/oauth2/token", nonce)));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
    assertThat(rows.query("select dpop_generation from session where id = ?", UUID.fromString(tokens.session())))
        .containsExactly("1");
  }

  @Test
  void a10ProofReplay_givenAProofThatWasShown_thenItCountsOnce() {
    var first = phone.signIn(newAccount());
    var second = phone.signIn(newAccount());
    String proof = app.proofWithNonce("POST", "/oauth2/token", nonce());
    assertThat(refresh(first.refreshToken(), proof).statusCode()).isEqualTo(200);

    Response replayed = refresh(second.refreshToken(), proof);

    assertThat(replayed.path("error").toString()).isEqualTo("invalid_dpop_proof");
    assertThat(rows.generation(second.session())).isZero();
  }

  @Test
  void a10ProofOfAnother_givenAnythingElseInItsPlace_thenInvalidAndTheTokenIsNotUsedUp() {
    var tokens = phone.signIn(newAccount());
    String nonce = nonce();
    String good = app.proofWithNonce("POST", "/oauth2/token", nonce);
    Map<String, List<String>> proofs = Map.of(
        "another method", List.of(app.proofWithNonce("GET", "/oauth2/token", nonce)),
        "another path", List.of(app.proofWithNonce("POST", "/oauth2/revoke", nonce)),
        "rubbish", List.of("rubbish"),
        "an access token", List.of(tokens.accessToken()),
        "two", List.of(good, app.proofWithNonce("POST", "/oauth2/token", nonce)));

    proofs.forEach((what, headers) -> {
      Response answer = given().header("User-Agent", Phone.USER_AGENT).header("DPoP", headers.getFirst(), headers.subList(1, headers.size()).toArray())
          .formParam("grant_type", "refresh_token").formParam("refresh_token", tokens.refreshToken()).post("/oauth2/token");
      assertThat(answer.statusCode()).as(what).isEqualTo(400);
      assertThat(answer.path("error").toString()).as(what).isEqualTo("invalid_dpop_proof");
    });
    assertThat(rows.generation(tokens.session())).isZero();
    assertThat(refresh(tokens.refreshToken(), good).statusCode()).isEqualTo(200);
  }

  @Test
  void a10Unbinding_givenABoundSession_whenItStepsUp_thenTheNewTokenIsBoundToo() {
    var evidence = phone.evidence(newAccount());
    evidence.put("dpopKey", app.thumbprint().value());
    var tokens = phone.signIn(evidence);

    String elevated = phone.elevate(tokens, "otp").then().statusCode(200).extract().path("accessToken");

    assertThat(claims(elevated)).contains("\"cnf\":{\"jkt\":\"" + app.thumbprint() + "\"}");
    assertThat(phone.check(elevated).statusCode()).isEqualTo(401);
    assertThat(claims(refresh(app, tokens.refreshToken()).path("access_token"))).contains(app.thumbprint().value());
  }

  @Test
  void rfc9449Section6_givenBoundTokens_whenIntrospected_thenTheKeyIsTold() {
    Response bound = refresh(app, phone.signIn(newAccount()).refreshToken());

    for (String token : List.of(bound.<String>path("access_token"), bound.<String>path("refresh_token"))) {
      Response told = given().auth().oauth2(ServiceTokenFiles.token("gateway", "session-service"))
          .formParam("token", token).post("/oauth2/introspect");
      assertThat(told.path("cnf.jkt").toString()).isEqualTo(app.thumbprint().value());
    }
  }

  private String nonce() {
    return refresh("none", app.proof("POST", "/oauth2/token")).header("DPoP-Nonce");
  }

  private Response refresh(DpopClient client, String refreshToken) {
    return refresh(refreshToken, client.proofWithNonce("POST", "/oauth2/token", nonce()));
  }

  private Response refresh(String refreshToken, String proof) {
    return given().header("User-Agent", Phone.USER_AGENT).header("DPoP", proof)
        .formParam("grant_type", "refresh_token").formParam("refresh_token", refreshToken).post("/oauth2/token");
  }

  static String claims(String accessToken) {
    return new String(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]), StandardCharsets.UTF_8);
  }
}
