package io.portcullis.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.Management;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// An alarm on the increase of a counter misses the first event of one that begins with it.
@QuarkusTest
@OnTheStack
@TestProfile(Management.JustStarted.class)
class MetricsTest {

  private static void has(String metric, String tag, String... values) {
    assertThat(Management.series(metric, tag)).as(metric).contains(values);
  }

  @Test
  void givenAServiceThatHasJustStarted_thenEveryOutcomeHasItsCounter() {
    has("portcullis_deliveries_total", "channel", "email", "sms", "push");
    has("portcullis_deliveries_total", "outcome", "sent", "postponed", "refused", "failed", "expired");
    has("portcullis_alert_streams_ended_total", "outcome", "client", "expired", "revoked", "slow", "failed", "stopped");
    has("portcullis_webhooks_total", "outcome", "delivered", "postponed", "failed");
    assertThat(Management.metrics()).contains("portcullis_webhooks_disabled", "portcullis_shared_signals_paused",
        "portcullis_shared_signals_waiting", "portcullis_shared_signals_dropped_total", "portcullis_audit_log_size",
        "portcullis_audit_log_lag", "portcullis_audit_log_forked");
    has("portcullis_shared_signals_pushed_total", "outcome", "delivered", "refused", "postponed");
    has("portcullis_shared_signals_polled_total", "outcome", "delivered", "refused");
    has("portcullis_audit_anchors_total", "outcome", "written", "failed");
    has("portcullis_mail_reports_total", "outcome", "marked", "lifted", "noted", "unknown", "refused");
    has("portcullis_exchange_alerts_total", "outcome", "accepted", "repeated", "key-reused", "too-many", "wrong-time");
    has("portcullis_delivery_seconds_bucket", "channel", "email", "sms", "push");
    has("portcullis_delivery_age_seconds", "channel", "email", "sms", "push");
    has("portcullis_events_consumed_total", "consumer", "alerting", "audit", "contacts", "messages");
    has("portcullis_dead_letters_total", "consumer", "alerting", "audit", "contacts", "messages", "revocations");
    has("portcullis_dead_letters_left_behind_total", "consumer", "alerting", "audit", "contacts", "messages", "revocations");
    has("portcullis_sms_total", "provider", "first", "second");
    has("portcullis_sms_total", "outcome", "taken", "refused", "failed");
    has("portcullis_sms_circuits_opened_total", "circuit", "all", "conversion");
    has("portcullis_sms_circuits_opened_total", "purpose", "unproved", "strangers", "reset_link", "proved", "alert", "urgent",
        "take_back");
    has("portcullis_events_unknown_total", "topic", "portcullis.security-events", "portcullis.revocations");
    has("portcullis_events_forged_total", "topic", "portcullis.security-events", "portcullis.revocations");
    has("portcullis_consumer_lag", "channel", "revocations", "alerting", "audit", "contacts", "messages", "webhooks", "shared-signals");
    assertThat(Management.metrics()).contains("portcullis_outbox_published_total", "portcullis_alerts_kept_total", "portcullis_outbox_rows", "portcullis_outbox_age_seconds",
        "portcullis_revocations_delay_seconds_bucket");
  }

  @Test
  void givenWhatIsMeasured_thenTheOperatorsPageNamesIt() throws IOException {
    Management.assertDocumented();
  }
}
