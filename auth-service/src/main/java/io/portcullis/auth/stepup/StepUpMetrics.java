package io.portcullis.auth.stepup;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/// `portcullis_step_up_total{outcome}`, one count for every step that was answered.
@ApplicationScoped
class StepUpMetrics {

  private final MeterRegistry registry;

  StepUpMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(StepUpVerdict verdict) {
    count(switch (verdict) {
      case StepUpVerdict.Begun _ -> "begun";
      case StepUpVerdict.Complete _ -> "complete";
      case StepUpVerdict.OutOfReach _ -> "out-of-reach";
      case StepUpVerdict.CodeRefused _ -> "code-refused";
      case StepUpVerdict.NotOffered _ -> "method-not-offered";
      case StepUpVerdict.Ended _ -> "ended";
      case StepUpVerdict.Throttled _ -> "throttled";
    });
  }

  /// Saturated, or something that we depend on is away.
  void countFailure() {
    count("failed");
  }

  private void count(String outcome) {
    registry.counter("portcullis.step.up", "outcome", outcome).increment();
  }
}
