package io.portcullis.recovery.recoverycase;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;

/// How many cases came to each state, how many were too many, and how many are overdue.
@Startup
@ApplicationScoped
class CaseMetrics {

  private final Outcomes<CaseState> states;
  private final Outcomes<CaseShare> beyondShare;
  private final AtomicLong overdue = new AtomicLong();

  CaseMetrics(MeterRegistry metrics) {
    states = new Outcomes<>(metrics, "portcullis.recovery.cases", "state", EnumSet.allOf(CaseState.class), Outcomes::snake, Tags.empty());
    beyondShare = new Outcomes<>(metrics, "portcullis.recovery.cases.beyond.share", "share", EnumSet.allOf(CaseShare.class),
        Outcomes::snake, Tags.empty());
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

  /// The owner heard of as many of this kind within a day as there may be.
  void beyondShare(CaseShare share) {
    beyondShare.count(share);
  }

  void overdue(long cases) {
    overdue.set(cases);
  }
}
