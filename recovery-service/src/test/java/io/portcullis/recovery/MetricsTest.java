package io.portcullis.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.Management;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// An alarm on the increase of a counter misses the first event of one that begins with it.
@RecoveryTest
@TestProfile(Management.JustStarted.class)
class MetricsTest {

  private static void has(String metric, String tag, String... values) {
    assertThat(Management.series(metric, tag)).as(metric).contains(values);
  }

  @Test
  void givenAServiceThatHasJustStarted_thenEveryOutcomeHasItsCounter() {
    has("portcullis_recovery_cases_total", "state", "opened", "approved", "cooling_off", "completed", "rejected", "cancelled", "expired");
    has("portcullis_recovery_cases_beyond_share_total", "share", "strangers", "mailbox", "device", "session", "desk");
    has("portcullis_recovery_reset_requests_total", "outcome", "sent", "waiting", "nobody", "stale", "unreachable");
    has("portcullis_recovery_reset_uses_total", "outcome", "reset", "password_refused", "settings_locked", "link_refused");
    has("portcullis_recovery_reset_codes_total", "outcome", "right", "wrong", "used_up", "throttled");
    has("portcullis_recovery_freezes_total", "outcome", "frozen", "link_refused");
    has("portcullis_recovery_compromises_total", "outcome", "frozen", "no_account");
    has("portcullis_recovery_ways_back_total", "outcome", "begun", "link-refused", "factor-shown", "password-set", "password-refused",
        "removed", "unfrozen", "unanswered", "outdated");
    has("portcullis_recovery_removals_cancelled_total", "outcome", "cancelled", "link_refused");
    has("portcullis_recovery_evidence_total", "outcome", "added", "unreadable", "too-large", "infected", "unchecked", "full", "not-now");
    has("portcullis_desk_calls_total", "outcome", "admitted", "role_missing", "reason_refused", "ration_used_up", "not_shown");
    has("portcullis_desk_unusual_total", "pattern", "out_of_hours", "many_accounts", "ration_used_up", "role_missing", "not_shown", "own_case");
    has("portcullis_limit_refused_total", "limit", "recovery:unproved-reset", "recovery:reset-network/48", "recovery:reset-code-number",
        "recovery:reset-code-network/48");
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
