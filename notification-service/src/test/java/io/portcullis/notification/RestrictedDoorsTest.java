package io.portcullis.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.RestrictedDoors;
import org.junit.jupiter.api.Test;

/// What a restricted session may ask of notification-service: what has happened.
class RestrictedDoorsTest {

  @Test
  void a35RecoveryCode_givenARestrictedSession_thenTheseDoorsAreOpenToItAndNoOther() {
    assertThat(RestrictedDoors.of("io.portcullis.notification")).containsExactlyInAnyOrder(
        "GET /v1/activity", "GET /v1/alerts", "GET /v1/alerts/stream");
  }
}
