package io.portcullis.session;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad input is a problem, never a 5xx and never a changed row.
@OnStack
class BadInputTest {

  @Inject Phone phone;
  @Inject Rows rows;

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "\"x\"", "{\"accountId\":1}", "{\"accountId\":\"1-1-1-1-1\"}", "{}{}"})
  void givenABodyThatIsNoEvidence_thenABadRequest(String body) {
    assertProblem(given().auth().oauth2(Phone.authService()).contentType("application/json").body(body)
        .post("/internal/sessions"), 400);
  }

  @Test
  void givenOneWrongField_thenABadRequestAndNoRow() {
    AccountId alice = newAccount();
    var wrong = Map.of(
        "evidence", List.of(List.of(), List.of(Map.of("amr", "face", "at", "2026-01-01T00:00:00Z")),
            List.of(Map.of("amr", "pwd")), List.of(Map.of("amr", "pwd", "at", "yesterday")), "pwd", new ArrayList<>(Collections.nCopies(1, null))),
        "enrolled", List.of(List.of("UPPER"), "totp", Map.of(), Collections.nCopies(17, "totp")),
        "deviceToken", List.of(7, "x".repeat(257), List.of()),
        "userAgent", List.of("x".repeat(1025), 1),
        "address", List.of("f".repeat(65), "localhost", "1.2.3.4\u0000"),
        "rememberMe", List.of("yes", 1),
        "acr", List.of("aal2"));
    wrong.forEach((field, values) -> values.forEach(value -> {
      var body = phone.evidence(alice);
      body.put(field, value);
      assertProblem(phone.open(body), 400);
    }));
    for (String field : List.of("accountId", "evidence", "enrolled")) {
      var body = phone.evidence(alice);
      body.remove(field);
      assertProblem(phone.open(body), 400);
    }

    assertThat(rows.query("select id from session where account_id = ?", alice.value())).isEmpty();
  }

  @Test
  void givenAWrongStanding_thenABadRequestAndNoRow() {
    AccountId alice = newAccount();
    for (Object body : List.of(Map.of(), Map.of("evidenceNotBefore", "x", "barred", true, "reason", "frozen"),
        Map.of("evidenceNotBefore", "2026-01-01T00:00:00Z", "barred", true, "reason", "because"),
        Map.of("evidenceNotBefore", "2026-01-01T00:00:00Z", "barred", "yes", "reason", "frozen"))) {
      assertProblem(given().auth().oauth2(Phone.authService()).contentType("application/json").body(body)
          .put("/internal/accounts/" + alice + "/standing"), 400);
    }
    assertProblem(given().auth().oauth2(Phone.authService()).contentType("application/json")
        .body(Map.of("evidenceNotBefore", "2026-01-01T00:00:00Z", "barred", true, "reason", "frozen"))
        .put("/internal/accounts/not-an-id/standing"), 404);

    assertThat(rows.query("select barred from account_standing where account_id = ?", alice.value())).isEmpty();
  }

  @Test
  void givenHostileUserAgents_thenTheyNameADeviceAndNothingMore() {
    for (String agent : List.of("", "\u0000", "x".repeat(1024), "<script>alert(1)</script>", "\u202e🦄\r\nSet-Cookie: a=b")) {
      var body = phone.evidence(newAccount());
      body.put("userAgent", agent);
      assertThat(phone.open(body).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void givenUnknownPathsAndMethods_thenProblems() {
    assertProblem(given().get("/v1/nothing"), 404);
    assertProblem(given().auth().oauth2(phone.signIn(newAccount()).accessToken()).put("/v1/sessions"), 405);
    assertProblem(given().get("/oauth2/token"), 405);
  }

  private static void assertProblem(Response answer, int status) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.path("type").toString()).startsWith("urn:portcullis:problem:");
  }
}
