package io.portcullis.recovery.evidence;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/// What became of files that claimants sent.
@Startup
@ApplicationScoped
public class EvidenceMetrics {

  public enum Upload { ADDED, UNREADABLE, TOO_LARGE, INFECTED, UNCHECKED, FULL, NOT_NOW }

  private final Outcomes<Upload> uploads;

  EvidenceMetrics(MeterRegistry registry) {
    uploads = new Outcomes<>(registry, "portcullis.recovery.evidence", Upload.class);
  }

  public void count(Upload outcome) {
    uploads.count(outcome);
  }
}
