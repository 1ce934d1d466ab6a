package io.portcullis.session.session;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a session that was opened with a recovery code may not do to its owner.
@OnStack
class RestrictedSessionTest {

  @Inject Phone phone;

  @ParameterizedTest
  @CsvSource({"DELETE, /v1/sessions, ''", "DELETE, /v1/sessions/{session}, ''", "DELETE, /v1/devices/{device}, ''",
      "PATCH, /v1/devices/{device}, '{\"name\":\"mine\"}'", "PATCH, /v1/devices/{device}, '{\"trusted\":false}'",
      "PATCH, /v1/devices/{device}, '{\"trusted\":true}'"})
  void a35RecoveryCode_givenASessionOpenedWithOne_whenItActsOnTheOwnersSessionsAndDevices_thenForbiddenAndTheyStay(
      String verb, String path, String body) {
    AccountId account = newAccount();
    Tokens owner = phone.signIn(account);
    Tokens thief = phone.signIn(account, "pwd", "recovery-code");
    String device = given().auth().oauth2(owner.accessToken()).get("/v1/devices").path("devices.find { it.current }.id");
    assertThat(device).isNotNull();

    var request = given().auth().oauth2(thief.accessToken()).contentType(ContentType.JSON);
    Response answer = (body.isEmpty() ? request : request.body(body))
        .request(verb, path.replace("{session}", owner.session()).replace("{device}", device));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
    assertThat(phone.check(owner.accessToken()).statusCode()).isEqualTo(200);
    assertThat(given().auth().oauth2(owner.accessToken()).get("/v1/devices").<String>path("devices.find { it.current }.id"))
        .isEqualTo(device);
  }

  @Test
  void givenARestrictedSession_thenItSeesAndEndsItself() {
    Tokens own = phone.signIn(newAccount(), "pwd", "recovery-code");
    for (String list : new String[] {"/v1/sessions", "/v1/devices", "/v1/sign-ins"}) {
      given().auth().oauth2(own.accessToken()).get(list).then().statusCode(200);
    }
    given().auth().oauth2(own.accessToken()).delete("/v1/sessions/{id}", own.session()).then().statusCode(204);
  }
}
