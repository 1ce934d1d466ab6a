package io.portcullis.recovery.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.testkit.Management;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@RecoveryTest
class ResetMetricsTest {

  @Inject SentLinks sent;
  AuthServiceDouble auth;

  @Test
  void givenRequestsAndUses_thenAnOperatorSeesWhatBecameOfThem() {
    var alice = Forgetful.someone();
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    Recovery.request(alice);
    Recovery.request("nobody@example.org", Forgetful.anyNetwork());
    Recovery.setPassword(sent.awaitToken(alice.account(), 1));

    Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(Management.metrics())
        .contains("portcullis_recovery_reset_requests_total{outcome=\"sent\"}")
        .contains("portcullis_recovery_reset_requests_total{outcome=\"nobody\"}")
        .contains("portcullis_recovery_reset_uses_total{outcome=\"reset\"}")
        .contains("portcullis_recovery_reset_pending"));
  }
}
