package io.portcullis.recovery.recoverycase;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;

/// How many cases came to each state, and how many are overdue.
@Startup
@ApplicationScoped
class CaseMetrics {

  private final Outcomes<CaseState> states;
  private final AtomicLong overdue = new AtomicLong();

  CaseMetrics(MeterRegistry metrics) {
    states = new Outcomes<>(metrics, "portcullis.recovery.cases", "state", EnumSet.allOf(CaseState.class), Outcomes::snake, Tags.empty());
    metrics.gauge("portcullis.recovery.cases.overdue", overdue);
  }

  void opened() {
    states.count(CaseState.OPENED);
  }

  void moved(CaseState to, CaseState from) {
    if (to != from) {
      states.count(to);
    }
  }

  void overdue(long cases) {
    overdue.set(cases);
  }
}
