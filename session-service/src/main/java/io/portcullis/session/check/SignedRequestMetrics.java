package io.portcullis.session.check;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.metric.Outcomes;
import jakarta.inject.Singleton;

/// How the checks of signed requests came out.
@Singleton
class SignedRequestMetrics {

  enum Outcome {
    VALID, REFUSED, OUTDATED, REPLAYED, ADDRESS_NOT_ALLOWED,
    /// A good signature of a key that the path is not open to.
    INSUFFICIENT,
    /// The gateway did not say, or not clearly, which request it asks about.
    UNPLACED,
    /// Nobody could say: PostgreSQL or Redis was away.
    FAILED
  }

  private final Outcomes<Outcome> outcomes;

  SignedRequestMetrics(MeterRegistry metrics) {
    outcomes = new Outcomes<>(metrics, "portcullis.signed.requests", Outcome.class);
  }

  void count(Outcome outcome) {
    outcomes.count(outcome);
  }
}
