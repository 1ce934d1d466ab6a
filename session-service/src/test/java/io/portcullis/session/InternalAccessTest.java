package io.portcullis.session;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `/internal` is for auth-service alone.
@OnStack
class InternalAccessTest {

  @Inject Phone phone;

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
