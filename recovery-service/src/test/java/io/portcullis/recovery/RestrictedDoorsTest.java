package io.portcullis.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.RestrictedDoors;
import org.junit.jupiter.api.Test;

/// What a restricted session may ask of recovery-service: what takes access away, and what asks the staff.
class RestrictedDoorsTest {

  @Test
  void a35RecoveryCode_givenARestrictedSession_thenTheseDoorsAreOpenToItAndNoOther() {
    assertThat(RestrictedDoors.of("io.portcullis.recovery")).containsExactlyInAnyOrder("POST /v1/recovery/cases/own", "POST /v1/recovery/compromised");
  }
}
