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
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Refreshing in a browser, which keeps the refresh token in a cookie.
@OnStack
class CookieRefreshTest {

  private static final String REFRESH = "__Host-portcullis-refresh";
  private static final String DEVICE = "__Host-portcullis-device";
  private static final String OURS = "http://localhost:8080";

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void givenThePageSaysNoToken_whenItsBrowserBringsTheCookie_thenTheSuccessorIsInTheCookieAndNotInTheBody() {
    var tokens = phone.signIn(newAccount());

    Response answer = refresh(tokens.refreshToken());

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.jsonPath().getMap("")).containsOnlyKeys("access_token", "token_type", "expires_in", "scope");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(phone.check(answer.path("access_token")).statusCode()).isEqualTo(200);
    assertThat(answer.header("Set-Cookie").split(";")).contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict")
        .noneMatch(attribute -> attribute.toLowerCase().startsWith("domain"));
    assertThat(answer.cookie(REFRESH)).startsWith("prt_").isNotEqualTo(tokens.refreshToken());
    assertThat(refresh(answer.cookie(REFRESH)).statusCode()).isEqualTo(200);
  }

  @Test
  void in10_givenASession_whenRefreshed_thenItsCookieEndsWithTheBrowserUnlessItIsRemembered() {
    clock.stop();
    var remembered = phone.signIn(newAccount());
    var evidence = phone.evidence(newAccount());
    evidence.put("rememberMe", false);
    var notRemembered = phone.signIn(evidence);

    clock.advance(Duration.ofMinutes(20));
    Cookie kept = refresh(remembered.refreshToken()).detailedCookie(REFRESH);
    Cookie again = refresh(kept.getValue()).detailedCookie(REFRESH);
    Cookie passing = refresh(notRemembered.refreshToken()).detailedCookie(REFRESH);

    for (Cookie cookie : List.of(kept, again)) {
      assertThat(Duration.ofSeconds(cookie.getMaxAge())).as("to the end of the session, and no rotation moves that")
          .isBetween(Duration.ofDays(89), Duration.ofDays(90).minusMinutes(20));
    }
    assertThat(passing.hasMaxAge()).isFalse();
    assertThat(passing.hasExpiryDate()).isFalse();
  }

  @Test
  void a07Retry_givenTheAnswerWasLost_whenTheBrowserAsksAgain_thenItGetsTheSameCookie() {
    var tokens = phone.signIn(newAccount());
    Cookie lost = refresh(tokens.refreshToken()).detailedCookie(REFRESH);

    Cookie repeated = refresh(tokens.refreshToken()).detailedCookie(REFRESH);

    assertThat(repeated.getValue()).isEqualTo(lost.getValue());
    assertThat(repeated.hasMaxAge()).isTrue();
    assertThat(rows.generation(tokens.session())).isEqualTo(1);
  }

  @Test
  void a07Race_givenManyTabsAtOnce_thenAllGetOneCookie() {
    var tokens = phone.signIn(newAccount());

    List<Response> answers = Together.run(32, () -> refresh(tokens.refreshToken()));

    assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
    assertThat(new HashSet<>(answers.stream().map(answer -> answer.cookie(REFRESH)).toList())).hasSize(1);
    assertThat(rows.generation(tokens.session())).isEqualTo(1);
  }

  @Test
  void a07Reuse_givenAReplacedCookie_whenTheGraceIsOver_thenTheFamilyEndsAndTheCookieGoes() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    refresh(tokens.refreshToken());
    rows.letPassSinceRefresh(tokens.session(), Duration.ofSeconds(31));

    Response reuse = refresh(tokens.refreshToken());

    assertThat(reuse.path("error").toString()).isEqualTo("invalid_grant");
    assertThat(rows.endReason(tokens.session())).contains("REFRESH_TOKEN_REUSED");
    assertCleared(reuse, REFRESH);
    Response rubbish = refresh("rubbish");
    assertThat(rubbish.path("error").toString()).isEqualTo("invalid_grant");
    assertCleared(rubbish, REFRESH);
  }

  @Test
  void givenBothParameterAndCookie_thenTheParameterCountsAndTheCookieIsLeftAlone() {
    var said = phone.signIn(newAccount());
    var brought = phone.signIn(newAccount());

    Response answer = page(REFRESH, brought.refreshToken())
        .formParam("grant_type", "refresh_token").formParam("refresh_token", said.refreshToken()).post("/oauth2/token");
    Response refused = page(REFRESH, brought.refreshToken())
        .formParam("grant_type", "refresh_token").formParam("refresh_token", "rubbish").post("/oauth2/token");

    assertThat(answer.path("refresh_token").toString()).startsWith("prt_");
    assertThat(refused.path("error").toString()).isEqualTo("invalid_grant");
    assertThat(List.of(answer, refused)).noneMatch(a -> a.headers().hasHeaderWithName("Set-Cookie"));
    assertThat(rows.generation(said.session())).isEqualTo(1);
    assertThat(rows.generation(brought.session())).isZero();
  }

  @Test
  void cookieTossing_givenTwoThatDiffer_thenNeitherCounts() {
    var mine = phone.signIn(newAccount());
    var planted = phone.signIn(newAccount());

    Response answer = ours().header("Cookie", "%s=%s; %s=%s".formatted(REFRESH, planted.refreshToken(), REFRESH, mine.refreshToken()))
        .formParam("grant_type", "refresh_token").post("/oauth2/token");

    assertThat(answer.path("error").toString()).isEqualTo("invalid_request");
    assertThat(rows.generation(mine.session())).isZero();
    assertThat(rows.generation(planted.session())).isZero();
  }

  @Test
  void a10_givenABoundSession_whenTheCookieComesWithoutItsKey_thenRefused_andWithItTheAnswerIsBoundToo() {
    DpopClient key = DpopClient.es256(clock);
    var evidence = phone.evidence(newAccount());
    evidence.put("dpopKey", key.thumbprint().value());
    var tokens = phone.signIn(evidence);

    Response asked = withProof(tokens.refreshToken(), key.proof("POST", "/oauth2/token"));
    assertThat(asked.path("error").toString()).isEqualTo("use_dpop_nonce");
    assertThat(asked.headers().hasHeaderWithName("Set-Cookie")).as("being asked for a nonce signs nobody out").isFalse();
    assertThat(refresh(tokens.refreshToken()).path("error").toString()).isEqualTo("invalid_grant");
    Response bound = withProof(tokens.refreshToken(), key.proofWithNonce("POST", "/oauth2/token", asked.header("DPoP-Nonce")));
    assertThat(bound.path("token_type").toString()).isEqualTo("DPoP");
    assertThat(bound.cookie(REFRESH)).startsWith("prt_");
  }

  @Test
  void givenABrowser_whenItsSessionEndsByItsOwnWish_thenTheCookieGoes() {
    var signedOut = phone.signIn(newAccount());
    Response out = page(REFRESH, signedOut.refreshToken()).auth().oauth2(signedOut.accessToken()).post("/v1/sign-out");
    assertThat(out.statusCode()).isEqualTo(204);
    assertCleared(out, REFRESH);

    var revoked = phone.signIn(newAccount());
    Response given = page(REFRESH, revoked.refreshToken()).formParam("token", revoked.accessToken()).post("/oauth2/revoke");
    assertThat(given.statusCode()).isEqualTo(200);
    assertThat(rows.endReason(revoked.session())).contains("TOKEN_REVOKED");
    assertCleared(given, REFRESH);

    var app = phone.signIn(newAccount());
    assertThat(given().auth().oauth2(app.accessToken()).post("/v1/sign-out").headers().hasHeaderWithName("Set-Cookie"))
        .as("who has no cookies is told nothing of cookies").isFalse();
  }

  @Test
  void givenABrowser_whenItsOwnDeviceIsForgotten_thenBothCookiesGo_andAnotherDeviceTakesNone() {
    var account = newAccount();
    var here = phone.signIn(account);
    var elsewhere = phone.signIn(account);

    Response other = forget(here, deviceOf(elsewhere));
    assertThat(other.statusCode()).isEqualTo(204);
    assertThat(other.headers().hasHeaderWithName("Set-Cookie")).isFalse();

    Response own = forget(here, deviceOf(here));
    assertThat(own.statusCode()).isEqualTo(204);
    assertCleared(own, REFRESH);
    assertCleared(own, DEVICE);
  }

  private Response forget(Phone.Tokens tokens, String device) {
    return ours().header("Cookie", REFRESH + "=" + tokens.refreshToken() + "; " + DEVICE + "=" + tokens.deviceToken())
        .auth().oauth2(tokens.accessToken()).delete("/v1/devices/" + device);
  }

  private String deviceOf(Phone.Tokens tokens) {
    return rows.query("select device_id::text from session where id = ?", UUID.fromString(tokens.session())).getFirst();
  }

  private static Response refresh(String cookie) {
    return page(REFRESH, cookie).formParam("grant_type", "refresh_token").post("/oauth2/token");
  }

  private static Response withProof(String cookie, String proof) {
    return page(REFRESH, cookie).header("DPoP", proof).formParam("grant_type", "refresh_token").post("/oauth2/token");
  }

  private static RequestSpecification page(String cookie, String value) {
    return ours().header("Cookie", cookie + "=" + value);
  }

  /// As the browser sends what a page of ours asks for.
  private static RequestSpecification ours() {
    return given().header("User-Agent", Phone.USER_AGENT).header("Sec-Fetch-Site", "same-origin").header("Origin", OURS);
  }

  private static void assertCleared(Response answer, String name) {
    assertThat(answer.headers().getValues("Set-Cookie")).filteredOn(cookie -> cookie.startsWith(name + "=")).singleElement()
        .asString().startsWith(name + "=;").contains("Max-Age=0", "Path=/", "Secure", "HttpOnly", "SameSite=Strict");
  }
}
