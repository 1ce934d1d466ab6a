package io.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.Management;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// An alarm on the increase of a counter misses the first event of one that begins with it.
@OnStack
@TestProfile(Management.JustStarted.class)
class MetricsTest {

  private static void has(String metric, String tag, String... values) {
    assertThat(Management.series(metric, tag)).as(metric).contains(values);
  }

  @Test
  void givenAServiceThatHasJustStarted_thenEveryOutcomeHasItsCounter() {
    has("portcullis_sessions_opened_total", "outcome", "opened", "unusual", "more-proof", "barred", "stale-evidence", "too-risky");
    has("portcullis_sessions_elevated_total", "outcome", "elevated", "barred", "stale-evidence", "ended", "too-weak");
    has("portcullis_settings_locks_total", "outcome", "locked", "unlocking", "unlocking-cancelled");
    has("portcullis_withdrawal_locks_total", "outcome", "locked", "lifted");
    has("portcullis_refreshes_total", "outcome", "rotated", "repeated", "followed", "reused", "refused");
    has("portcullis_checks_total", "outcome", "valid", "missing", "invalid", "revoked", "insufficient", "unplaced");
    has("portcullis_signed_requests_total", "outcome", "valid", "refused", "outdated", "replayed", "address-not-allowed", "insufficient", "unplaced",
        "failed");
    has("portcullis_signing_keys_changed_total", "change", "scheduled", "rotated", "removed");
    assertThat(Management.metrics()).contains("portcullis_dpop_unshared_total 0", "portcullis_api_keys_resealed_total 0");
    has("portcullis_events_unknown_total", "topic", "portcullis.security-events", "portcullis.revocations");
    has("portcullis_events_forged_total", "topic", "portcullis.security-events", "portcullis.revocations");
    has("portcullis_consumer_lag", "channel", "revocations");
    assertThat(Management.metrics()).contains("portcullis_outbox_published_total", "portcullis_outbox_rows", "portcullis_outbox_age_seconds",
        "portcullis_revocations_delay_seconds_bucket", "portcullis_revocations_silent");
  }

  @Test
  void givenRequestsThatCustomersWaitFor_thenTheirTimesFallIntoBuckets() {
    RestAssured.get("/check");
    RestAssured.given().formParam("grant_type", "refresh_token").post("/oauth2/token");
    RestAssured.get("/.well-known/jwks.json");

    Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() ->
        assertThat(Management.series("http_server_requests_seconds_count", "uri")).contains("/.well-known/jwks.json"));
    assertThat(Management.series("http_server_requests_seconds_bucket", "uri")).containsExactlyInAnyOrder("/check", "/oauth2/token");
  }

  @Test
  void givenWhatIsMeasured_thenTheOperatorsPageNamesIt() throws IOException {
    Management.assertDocumented();
  }
}
