package io.portcullis.recovery.compromised;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/// How far ways back get.
@Startup
@ApplicationScoped
class WayBackMetrics {

  enum Outcome { BEGUN, LINK_REFUSED, FACTOR_SHOWN, PASSWORD_SET, PASSWORD_REFUSED, REMOVED, UNFROZEN, UNANSWERED, OUTDATED }

  private final Outcomes<Outcome> outcomes;

  WayBackMetrics(MeterRegistry metrics) {
    outcomes = new Outcomes<>(metrics, "portcullis.recovery.ways.back", Outcome.class);
  }

  void count(Outcome outcome) {
    outcomes.count(outcome);
  }
}
