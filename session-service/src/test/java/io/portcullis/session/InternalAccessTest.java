package io.portcullis.session;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each of those who prove themselves by a service token has one task: auth-service brings evidence, gateways ask about
/// tokens, operators change signing keys.
@OnStack
class InternalAccessTest {

  @Inject Phone phone;
  @Inject Rows rows;

  @Test
  void givenNoToken_thenRefused() {
    assertThat(given().contentType("application/json").body(phone.evidence(newAccount())).post("/internal/sessions")
        .statusCode()).isEqualTo(401);
    assertThat(given().contentType("application/json").body(Map.of())
        .put("/internal/accounts/" + newAccount() + "/standing").statusCode()).isEqualTo(401);
  }

  @Test
  void givenACustomersToken_thenForbidden() {
    assertThat(open(phone.signIn(newAccount()).accessToken()).statusCode()).isEqualTo(403);
  }

  @Test
  void givenAServiceTokenForAnotherAudience_thenRefused() {
    assertThat(open(ServiceTokenFiles.token("auth-service", "mfa-service")).statusCode()).isEqualTo(401);
    assertThat(open(ServiceTokenFiles.token("recovery-service", "auth-service")).statusCode()).isEqualTo(401);
  }

  @Test
  void givenTheGateway_whichMayAskAboutTokens_thenItMayNotOpenSessions() {
    assertThat(open(ServiceTokenFiles.token("gateway", "session-service")).statusCode()).isEqualTo(403);
  }

  @Test
  void givenAnOperator_whoMayChangeSigningKeys_thenTheyMayNeitherOpenSessionsNorAskAboutTokens() {
    assertThat(open(Phone.operator()).statusCode()).isEqualTo(403);
    assertThat(given().auth().oauth2(Phone.operator()).contentType("application/json").body(Map.of())
        .put("/internal/accounts/" + newAccount() + "/standing").statusCode()).isEqualTo(403);
    assertThat(given().auth().oauth2(Phone.operator()).formParam("token", "any").post("/oauth2/introspect").statusCode()).isEqualTo(403);
  }

  @Test
  void internalCalls_givenSomebodyElsesEntrance_thenItStaysClosed_howeverThePathIsSpelt() {
    String gateway = ServiceTokenFiles.token("gateway", "session-service");
    String support = ServiceTokenFiles.token("recovery-service", "session-service");
    String signIns = "/internal/accounts/" + newAccount() + "/sign-ins";
    for (String path : List.of(signIns, signIns + "/", signIns + "//", signIns + ";a=b", signIns.replace("accounts", "accounts;a=b"))) {
      for (String token : List.of(Phone.authService(), Phone.operator(), gateway)) {
        assertThat(given().urlEncodingEnabled(false).auth().oauth2(token).get(path).statusCode()).as(path).isIn(403, 404);
      }
    }
    for (String path : List.of("/oauth2/introspect", "/oauth2/introspect/", "/oauth2//introspect", "/oauth2/introspect;a=b")) {
      for (String token : List.of(Phone.authService(), Phone.operator(), support)) {
        assertThat(given().urlEncodingEnabled(false).auth().oauth2(token).formParam("token", "any").post(path).statusCode())
            .as(path).isIn(403, 404, 405);
      }
    }
    assertThat(given().auth().oauth2(support).get(signIns).statusCode()).isEqualTo(200);
    assertThat(given().auth().oauth2(gateway).formParam("token", "any").post("/oauth2/introspect").statusCode()).isEqualTo(200);
  }

  @Test
  void signingKeys_givenAnybodyButAnOperator_thenTheyStayClosed_howeverThePathIsSpelt() {
    List<String> kids = rows.query("select kid from signing_key order by 1");
    for (String path : List.of("/internal/signing-keys", "/internal/signing-keys/", "/internal//signing-keys", "/internal/%73igning-keys",
        "/internal/./signing-keys", "/internal/sessions/../signing-keys", "/internal/signing-keys;a=b", "/internal;a=b/signing-keys",
        "//internal/signing-keys")) {
      for (String token : List.of(Phone.authService(), ServiceTokenFiles.token("gateway", "session-service"), phone.signIn(newAccount()).accessToken())) {
        var caller = given().urlEncodingEnabled(false).auth().oauth2(token);
        assertThat(caller.get(path).statusCode()).as(path).isIn(403, 404, 405);
        assertThat(caller.post(path + "/" + kids.getFirst() + "/retire").statusCode()).as(path).isIn(403, 404, 405);
        assertThat(caller.delete(path + "/" + kids.getFirst()).statusCode()).as(path).isIn(403, 404, 405);
      }
    }
    for (String token : List.of(Phone.authService(), ServiceTokenFiles.token("gateway", "session-service"), phone.signIn(newAccount()).accessToken())) {
      given().auth().oauth2(token).get("/internal/signing-keys").then().statusCode(403);
      given().auth().oauth2(token).delete("/internal/signing-keys/" + kids.getFirst()).then().statusCode(403);
    }
    given().get("/internal/signing-keys").then().statusCode(401);
    given().delete("/internal/signing-keys/" + kids.getFirst()).then().statusCode(401);
    given().post("/internal/signing-keys/" + kids.getFirst() + "/retire").then().statusCode(401);
    given().auth().oauth2(ServiceTokenFiles.token("auth-service", "mfa-service")).get("/internal/signing-keys").then().statusCode(401);
    assertThat(rows.query("select kid from signing_key order by 1")).isEqualTo(kids);
    given().auth().oauth2(Phone.operator()).get("/internal/signing-keys").then().statusCode(200);
  }

  @Test
  void givenAServiceToken_whenShownWhereCustomersCall_thenForbidden() {
    for (String path : new String[] {"/v1/sessions", "/v1/devices"}) {
      assertThat(given().auth().oauth2(Phone.authService()).get(path).statusCode()).isEqualTo(403);
    }
  }

  private Response open(String token) {
    return given().auth().oauth2(token).contentType("application/json").body(phone.evidence(newAccount()))
        .post("/internal/sessions");
  }
}
