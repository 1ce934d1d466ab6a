package io.portcullis.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.Management;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// An alarm on the increase of a counter misses the first event of one that begins with it.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
@TestProfile(Management.JustStarted.class)
class MetricsTest {

  private static void has(String metric, String tag, String... values) {
    assertThat(Management.series(metric, tag)).as(metric).contains(values);
  }

  @Test
  void givenAServiceThatHasJustStarted_thenEveryOutcomeHasItsCounter() {
    has("portcullis_mfa_verifications_total", "method", "webauthn", "totp", "email", "sms", "recovery-code", "passkey");
    has("portcullis_mfa_verifications_total", "outcome", "proved", "refused", "ended", "throttled", "not-offered");
    has("portcullis_mfa_webauthn_registrations_total", "outcome", "registered", "refused", "ended", "too-many");
    has("portcullis_mfa_passphrase_tries_total", "outcome", "right", "wrong", "cooling", "stopped", "not-set");
    has("portcullis_mfa_codes_sent_total", "method", "email", "sms");
    has("portcullis_mfa_codes_refused_total", "limit", "personal", "country", "sms");
    has("portcullis_mfa_codes_circuits_opened_total", "region", "all");
    has("portcullis_limit_refused_total", "limit", "mfa:codes-account", "mfa:codes-sms", "mfa:enrolments");
    assertThat(Management.metrics()).contains("portcullis_mfa_broken_seals_total 0", "portcullis_mfa_resealed_total 0",
        "portcullis_mfa_webauthn_clones_suspected_total 0");
    has("portcullis_events_unknown_total", "topic", "portcullis.security-events", "portcullis.revocations");
    has("portcullis_events_forged_total", "topic", "portcullis.security-events", "portcullis.revocations");
    has("portcullis_consumer_lag", "channel", "revocations");
    assertThat(Management.metrics()).contains("portcullis_outbox_published_total", "portcullis_outbox_rows", "portcullis_outbox_age_seconds",
        "portcullis_revocations_delay_seconds_bucket");
  }

  @Test
  void givenWhatIsMeasured_thenTheOperatorsPageNamesIt() throws IOException {
    Management.assertDocumented();
  }
}
