package io.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.RestrictedDoors;
import org.junit.jupiter.api.Test;

/// What a restricted session may ask of session-service: what there is, and its own end.
class RestrictedDoorsTest {

  @Test
  void a35RecoveryCode_givenARestrictedSession_thenTheseDoorsAreOpenToItAndNoOther() {
    assertThat(RestrictedDoors.of("io.portcullis.session")).containsExactlyInAnyOrder(
        "DELETE /v1/sessions/{id}",
        "GET /v1/devices",
        "GET /v1/sessions",
        "GET /v1/settings-lock",
        "GET /v1/sign-ins",
        "GET /v1/withdrawal-lock",
        "POST /v1/settings-lock/unlock",
        "POST /v1/sign-out");
  }
}
