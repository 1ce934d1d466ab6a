package io.portcullis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.testkit.Management;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// An alarm on the increase of a counter misses the first event of one that begins with it.
@AuthTest
@TestProfile(Management.JustStarted.class)
class MetricsTest {

  private static void has(String metric, String tag, String... values) {
    assertThat(Management.series(metric, tag)).as(metric).contains(values);
  }

  @Test
  void givenAServiceThatHasJustStarted_thenEveryOutcomeHasItsCounter() {
    has("portcullis_sign_in_total", "outcome", "complete", "mfa", "confirmation", "too-risky", "refused", "frozen",
        "password-change-required", "code-refused", "method-not-offered", "ended", "cross-site", "proof-refused", "nonce-missing",
        "human-verification", "throttled", "failed");
    has("portcullis_step_up_total", "outcome", "begun", "complete", "out-of-reach", "code-refused", "method-not-offered", "ended",
        "throttled", "failed");
    has("portcullis_exports_total", "outcome", "requested", "ready", "fetched", "cancelled", "expired", "failed");
    has("portcullis_holds_checks_total", "outcome", "clear", "held", "address-refused", "frozen", "unknown", "failed");
    has("portcullis_registrations_total", "outcome", "begun", "refused", "throttled", "human-verification", "activated",
        "code-refused");
    has("portcullis_human_verifications_total", "outcome", "issued", "solved", "refused", "unavailable");
    has("portcullis_limit_refused_total", "limit", "auth:known-device", "auth:strangers", "auth:network", "auth:network/56",
        "auth:network/48", "auth:registration", "auth:claim", "auth:human-code", "auth:human-few-everywhere");
    assertThat(Management.metrics()).contains(
        "portcullis_password_hashing_refused_total", "portcullis_breached_passwords_unread_total");
    has("portcullis_events_unknown_total", "topic", "portcullis.security-events", "portcullis.revocations");
    has("portcullis_events_forged_total", "topic", "portcullis.security-events", "portcullis.revocations");
    has("portcullis_consumer_lag", "channel", "revocations");
    has("portcullis_orders_owed", "order", "session-end", "removal-void", "factor-take-back", "approval-void");
    has("portcullis_orders_owed_age_seconds", "order", "session-end", "removal-void", "factor-take-back", "approval-void");
    assertThat(Management.metrics()).contains("portcullis_outbox_published_total", "portcullis_outbox_rows", "portcullis_outbox_age_seconds",
        "portcullis_revocations_delay_seconds_bucket");
  }

  @Test
  void givenASignIn_thenItsTimeFallsIntoBuckets() {
    Client.fromANewNetwork().post("/v1/sign-in", Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD));

    Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() ->
        assertThat(Management.series("http_server_requests_seconds_bucket", "uri")).contains("/v1/sign-in"));
  }

  @Test
  void givenWhatIsMeasured_thenTheOperatorsPageNamesIt() throws IOException {
    Management.assertDocumented();
  }
}
