package io.portcullis.session.oauth;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnStack
class OAuthEndpointsTest {

  @Inject Phone phone;
  @Inject Rows rows;

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(delimiter = '|', textBlock = """
      grant_type=refresh_token                                         | invalid_request
      grant_type=refresh_token&refresh_token=                          | invalid_request
      refresh_token=prt_x                                              | invalid_request
      grant_type=refresh_token&grant_type=refresh_token&refresh_token=x | invalid_request
      grant_type=refresh_token&refresh_token=x&refresh_token=y         | invalid_request
      grant_type=password&username=a&password=b                        | unsupported_grant_type
      grant_type=refresh_token&refresh_token=x&scope=everything        | invalid_scope
      grant_type=refresh_token&refresh_token=prt_x                     | invalid_grant
      grant_type=refresh_token&refresh_token=%00%ff                    | invalid_grant
      grant_type=refresh_token&refresh_token=abc%zz                    | invalid_request
      refresh_token=abc%zz&grant_type=refresh_token                    | invalid_request
      grant_type=refresh_token&refresh_token=%                         | invalid_request
      ''                                                               | invalid_request
      """)
  void rfc6749Section5_2_givenABadRequest_thenItsErrorCode(String form, String error) {
    Response answer = given().contentType("application/x-www-form-urlencoded").body(form).post("/oauth2/token");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.path("error").toString()).isEqualTo(error);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void a33Csrf_givenJsonInsteadOfAForm_thenItIsNotRead() {
    given().contentType("application/json").body("{}").post("/oauth2/token").then().statusCode(415);
  }

  @Test
  void rfc7009_givenARefreshToken_whenGivenBack_thenTheSessionEnds() {
    var tokens = phone.signIn(newAccount());

    given().formParam("token", tokens.refreshToken()).post("/oauth2/revoke").then().statusCode(200);

    assertThat(rows.endReason(tokens.session())).contains("TOKEN_REVOKED");
    assertThat(phone.check(tokens.accessToken()).statusCode()).isEqualTo(401);
  }

  @Test
  void rfc7009_givenAnAccessToken_whenGivenBack_thenTheSessionEnds() {
    var tokens = phone.signIn(newAccount());

    given().formParam("token", tokens.accessToken()).formParam("token_type_hint", "refresh_token")
        .post("/oauth2/revoke").then().statusCode(200);

    assertThat(phone.refresh(tokens.refreshToken()).statusCode()).isEqualTo(400);
  }

  @Test
  void rfc7009Section2_2_givenRubbish_thenTheAnswerIsTheSame() {
    given().formParam("token", "rubbish").post("/oauth2/revoke").then().statusCode(200);
    given().contentType("application/x-www-form-urlencoded").body("").post("/oauth2/revoke").then().statusCode(400);
  }

  @Test
  void rfc7662_givenAGateway_whenItAsks_thenItLearnsWhatTheTokenSays() {
    var tokens = phone.signIn(newAccount());

    Map<String, Object> access = introspect(tokens.accessToken());
    Map<String, Object> refresh = introspect(tokens.refreshToken());

    assertThat(access).containsEntry("active", true).containsEntry("sub", tokens.account().toString())
        .containsEntry("sid", tokens.session()).containsEntry("token_type", "Bearer").containsEntry("acr", "aal1")
        .hasEntrySatisfying("exp", exp -> assertThat(((Number) exp).longValue()).isEqualTo(exp(tokens.accessToken())));
    assertThat(refresh).containsEntry("active", true).containsEntry("token_type", "refresh_token");
  }

  @Test
  void rfc7662_givenTokensThatNoLongerHold_thenTheyAreInactiveAndNothingMore() {
    var tokens = phone.signIn(newAccount());
    String current = phone.refreshed(tokens.refreshToken());

    assertThat(introspect(tokens.refreshToken())).isEqualTo(Map.of("active", false));
    assertThat(introspect(current)).containsEntry("active", true);
    given().formParam("token", current).post("/oauth2/revoke").then().statusCode(200);
    assertThat(introspect(current)).isEqualTo(Map.of("active", false));
    assertThat(introspect(tokens.accessToken())).isEqualTo(Map.of("active", false));
    assertThat(introspect("rubbish")).isEqualTo(Map.of("active", false));
  }

  @Test
  void rfc7662Section4_givenAnybodyElse_whenTheyAsk_thenTheyAreRefused() {
    var tokens = phone.signIn(newAccount());

    given().formParam("token", tokens.accessToken()).post("/oauth2/introspect").then().statusCode(401);
    given().auth().oauth2(tokens.accessToken()).formParam("token", tokens.accessToken())
        .post("/oauth2/introspect").then().statusCode(403);
    given().auth().oauth2(Phone.authService()).formParam("token", tokens.accessToken())
        .post("/oauth2/introspect").then().statusCode(403);
  }

  private static long exp(String accessToken) {
    return new JsonPath(new String(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]), StandardCharsets.UTF_8)).getLong("exp");
  }

  private static Map<String, Object> introspect(String token) {
    return given().auth().oauth2(ServiceTokenFiles.token("gateway", "session-service")).formParam("token", token)
        .post("/oauth2/introspect").then().statusCode(200).extract().jsonPath().getMap("");
  }
}
