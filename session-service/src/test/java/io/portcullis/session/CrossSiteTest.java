package io.portcullis.session;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// another site makes the browser send requests. Nothing a browser adds by itself is authority here but the refresh
/// cookie, at one endpoint and for pages of ours; and no other site may read an answer.
@OnStack
class CrossSiteTest {

  private static final Map<String, String> CROSS_SITE = Map.of(
      "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Referer", "https://evil.example/");

  @Inject Phone phone;
  @Inject Rows rows;

  private Phone.Tokens alice;

  @BeforeEach
  void signIn() {
    alice = phone.signIn(newAccount());
  }

  @Test
  void a33CrossSitePost_givenWhatAFormCanSend_thenNoBodyOfOursIsReadFromIt() throws Exception {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json")) {
      assertThat(sent("POST", "/internal/sessions", type,
          "{\"accountId\":\"" + alice.account() + "\",\"evidence\":[],\"enrolled\":[],\"rememberMe\":true}")).as(type).isEqualTo(415);
      assertThat(sent("PUT", "/internal/accounts/" + alice.account() + "/standing", type,
          "{\"evidenceNotBefore\":\"2026-01-01T00:00:00Z\",\"barred\":true,\"reason\":\"frozen\"}")).as(type).isEqualTo(415);
    }
    String form = "grant_type=refresh_token&refresh_token=" + alice.refreshToken() + "&token=" + alice.refreshToken();
    for (String type : List.of("text/plain", "application/json", "multipart/form-data; boundary=x")) {
      for (String path : List.of("/oauth2/token", "/oauth2/revoke")) {
        assertThat(sent("POST", path, type, form)).as(path + " " + type).isEqualTo(415);
      }
    }
    assertUntouched();
  }

  @Test
  void a33GetSideEffect_givenALinkOrAnImage_thenNothingChanges() {
    String query = "?grant_type=refresh_token&refresh_token=" + alice.refreshToken() + "&token=" + alice.refreshToken() + "&_method=POST";
    for (String path : List.of("/v1/sign-out", "/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/internal/sessions")) {
      for (String method : List.of("GET", "HEAD")) {
        Response answer = given().auth().oauth2(alice.accessToken()).header("X-HTTP-Method-Override", "POST").headers(CROSS_SITE)
            .urlEncodingEnabled(false).request(method, path + query);
        assertThat(answer.statusCode()).as(method + " " + path).isBetween(401, 405);
      }
    }
    given().auth().oauth2(alice.accessToken()).header("X-HTTP-Method-Override", "DELETE").get("/v1/sessions").then().statusCode(200);
    given().auth().oauth2(alice.accessToken()).header("X-HTTP-Method-Override", "DELETE").get("/v1/devices").then().statusCode(200);
    assertUntouched();
  }

  @Test
  void a33AmbientAuthority_givenTokensWhereABrowserOrAFormWouldPutThem_thenNobodyIsSignedIn() {
    for (String name : List.of("access_token", "refresh_token", "__Host-refresh", "__Host-refresh_token", "__Host-portcullis-refresh", "Authorization", "session")) {
      for (String token : List.of(alice.accessToken(), alice.refreshToken())) {
        var cookie = new Cookie.Builder(name, token).build();
        assertThat(given().cookie(cookie).headers(CROSS_SITE).post("/v1/sign-out").statusCode()).isEqualTo(401);
        assertThat(given().cookie(cookie).headers(CROSS_SITE).delete("/v1/sessions").statusCode()).isEqualTo(401);
        assertThat(given().cookie(cookie).headers(CROSS_SITE).get("/check").statusCode()).isEqualTo(401);
        assertThat(given().cookie(cookie).headers(CROSS_SITE).formParam("grant_type", "refresh_token").post("/oauth2/token").statusCode())
            .isEqualTo(400);
      }
    }
    // RFC 6750 §2.2 and §2.3 allow for these places; we do not.
    assertThat(given().queryParam("access_token", alice.accessToken()).post("/v1/sign-out").statusCode()).isEqualTo(401);
    assertThat(given().queryParam("access_token", alice.accessToken()).get("/check").statusCode()).isEqualTo(401);
    assertThat(given().formParam("access_token", alice.accessToken()).post("/v1/sign-out").statusCode()).isIn(401, 415);
    assertUntouched();
  }

  /// `SameSite=Strict` keeps the cookie out of such requests. Here is a browser that does not know of it.
  @ParameterizedTest
  @CsvSource({
      "cross-site, https://evil.example", "same-site, https://static.localhost:8080", "none,", ",", ", null", "same-origin, null",
      "cross-site, http://localhost:8080", "same-origin, http://localhost:8080.evil.example", ", http://localhost"})
  void a33RefreshCookie_givenNoPageOfOurs_thenItIsNotUsedUpAndNotTaken(String site, String origin) {
    Response refreshed = browser(site, origin).formParam("grant_type", "refresh_token").post("/oauth2/token");
    Response revoked = browser(site, origin).formParam("token", "rubbish").post("/oauth2/revoke");

    assertThat(refreshed.statusCode()).isEqualTo(400);
    assertThat(refreshed.path("error").toString()).isEqualTo("invalid_request");
    assertThat(revoked.statusCode()).isEqualTo(200);
    for (Response answer : List.of(refreshed, revoked)) {
      assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).as("who is signed in stays so").isFalse();
    }
    assertUntouched();
  }

  @Test
  void a33AmbientAuthority_givenThePageIsOurs_whenTheCookieComesToAnyOtherEndpoint_thenNobodyIsSignedIn() {
    for (String path : List.of("/v1/sign-out", "/v1/sessions", "/v1/devices", "/check", "/oauth2/revoke", "/oauth2/introspect")) {
      for (String method : List.of("GET", "POST", "DELETE")) {
        Response answer = browser("same-origin", "http://localhost:8080").request(method, path);
        assertThat(answer.statusCode()).as(method + " " + path).isBetween(400, 499);
        assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).as(method + " " + path).isFalse();
      }
    }
    assertUntouched();
  }

  private RequestSpecification browser(String site, String origin) {
    RequestSpecification request = given().header("User-Agent", Phone.USER_AGENT)
        .header("Cookie", "__Host-portcullis-refresh=" + alice.refreshToken());
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    return origin == null ? request : request.header("Origin", origin);
  }

  @Test
  void a33Cors_givenAnyOrigin_thenNoAnswerIsForOtherSites() {
    for (String origin : List.of("https://evil.example", "null", "http://localhost:8080.evil.example", "http://evillocalhost:8080")) {
      for (Response answer : List.of(
          given().header("Origin", origin).auth().oauth2(alice.accessToken()).get("/v1/sessions"),
          given().header("Origin", origin).formParam("grant_type", "refresh_token").post("/oauth2/token"),
          given().header("Origin", origin).get("/check"),
          given().header("Origin", origin).header("Access-Control-Request-Method", "DELETE")
              .header("Access-Control-Request-Headers", "authorization").options("/v1/sessions"))) {
        assertThat(answer.headers().asList()).as(origin).noneMatch(header -> header.getName().toLowerCase().startsWith("access-control-"));
      }
    }
  }

  @Test
  void a33LoginCsrf_givenAnyAnswerWithTokens_thenNoneIsPlantedInTheBrowser() {
    assertThat(phone.refresh(alice.refreshToken()).headers().hasHeaderWithName("Set-Cookie")).isFalse();
    assertThat(phone.open(phone.evidence(newAccount())).headers().hasHeaderWithName("Set-Cookie")).isFalse();
  }

  /// With the right token even, as auth-service: the form of the body alone is what is refused.
  private static int sent(String method, String path, String type, String body) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
          .header("Authorization", "Bearer " + Phone.authService()).header("Content-Type", type)
          .header("Sec-Fetch-Site", "cross-site").header("Origin", "https://evil.example")
          .method(method, BodyPublishers.ofString(body)).build();
      return browser.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private void assertUntouched() {
    assertThat(rows.endReason(alice.session())).isEmpty();
    assertThat(rows.generation(alice.session())).isZero();
    assertThat(rows.query("select barred from account_standing where account_id = ? and barred", alice.account().value())).isEmpty();
  }
}
