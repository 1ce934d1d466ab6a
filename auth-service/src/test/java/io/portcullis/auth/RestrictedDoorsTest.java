package io.portcullis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.RestrictedDoors;
import org.junit.jupiter.api.Test;

/// What a restricted session may ask of auth-service: who it is, what is held, and for the step-up that lifts the restriction.
class RestrictedDoorsTest {

  @Test
  void a35RecoveryCode_givenARestrictedSession_thenTheseDoorsAreOpenToItAndNoOther() {
    assertThat(RestrictedDoors.of("io.portcullis.auth")).containsExactlyInAnyOrder(
        "GET /v1/account",
        "GET /v1/holds",
        "POST /v1/account/password/proof",
        "POST /v1/step-up",
        "POST /v1/step-up/{id}/challenge",
        "POST /v1/step-up/{id}/verify");
  }
}
