package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.RestrictedDoors;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a restricted session may ask of mfa-service: what is enrolled, and to enrol another factor.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class RestrictedDoorsTest {

  private static final List<String> OPEN = List.of(
      "GET /v1/mfa",
      "GET /v1/mfa/recovery-codes",
      "GET /v1/mfa/webauthn",
      "POST /v1/mfa/totp",
      "POST /v1/mfa/totp/confirm",
      "POST /v1/mfa/webauthn/options",
      "POST /v1/mfa/webauthn",
      "PUT /v1/mfa/email",
      "POST /v1/mfa/email/confirm",
      "PUT /v1/mfa/sms",
      "POST /v1/mfa/sms/confirm");

  /// Answered with the step-up that would open them.
  private static final List<String> CLOSED = List.of(
      "DELETE /v1/mfa/totp/{id}",
      "DELETE /v1/mfa/webauthn/{id}",
      "PATCH /v1/mfa/webauthn/{id}",
      "DELETE /v1/mfa/email",
      "DELETE /v1/mfa/sms",
      "POST /v1/mfa/recovery-codes",
      "DELETE /v1/mfa/removals/{id}");

  @Inject Customers customers;

  @Test
  void a35RecoveryCode_givenARestrictedSession_thenTheseDoorsAreOpenToItAndNoOther() {
    assertThat(RestrictedDoors.of("io.portcullis.mfa"))
        .containsExactlyInAnyOrderElementsOf(Stream.concat(OPEN.stream(), CLOSED.stream()).toList());
  }

  @Test
  void a35RecoveryCode_givenARestrictedSession_whenItKnocksAtTheOthers_thenItIsAskedForAStepUp() {
    Customer alice = customers.withAuthenticator();
    String restricted = customers.token(alice.account(), "aal2", "pwd", "recovery-code");
    for (String door : CLOSED) {
      String verb = door.substring(0, door.indexOf(' '));
      String path = door.substring(door.indexOf(' ') + 1).replace("{id}", alice.authenticator());
      for (String query : List.of("", "?wait=true")) {
        var request = given().auth().oauth2(restricted).contentType(ContentType.JSON);
        Response answer = (verb.equals("PATCH") ? request.body(Map.of("name", "x")) : request)
            .request(verb, verb.equals("DELETE") ? path + query : path);
        assertThat(answer.statusCode()).as("%s%s: %s", door, query, answer.asString()).isIn(400, 401);
        assertThat(answer.<String>path("type")).as(door).doesNotEndWith(":not-found");
      }
    }
    assertThat(customers.overview(alice.account()).getList("totp.id")).containsExactly(alice.authenticator());
  }
}
