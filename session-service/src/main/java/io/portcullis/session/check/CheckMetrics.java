package io.portcullis.session.check;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/// How the checks of the gateways came out.
@Singleton
class CheckMetrics {

  private final Counter valid;
  private final Counter missing;
  private final Counter invalid;
  private final Counter revoked;
  private final Counter insufficient;
  private final Counter unplaced;

  CheckMetrics(MeterRegistry metrics) {
    valid = counter(metrics, "valid");
    missing = counter(metrics, "missing");
    invalid = counter(metrics, "invalid");
    revoked = counter(metrics, "revoked");
    insufficient = counter(metrics, "insufficient");
    unplaced = counter(metrics, "unplaced");
  }

  private static Counter counter(MeterRegistry metrics, String outcome) {
    return metrics.counter("portcullis.checks", "outcome", outcome);
  }

  void valid() {
    valid.increment();
  }

  void missing() {
    missing.increment();
  }

  void invalid() {
    invalid.increment();
  }

  void revoked() {
    revoked.increment();
  }

  /// A good token that a rule finds too weak, too old or too narrow.
  void insufficient() {
    insufficient.increment();
  }

  /// There are rules, and the gateway did not say, or not clearly, which request it asks about.
  void unplaced() {
    unplaced.increment();
  }
}
