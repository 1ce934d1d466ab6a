package io.portcullis.auth.stepup;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/// `portcullis_step_up_total{outcome}`, one count for every step that was answered.
@Startup
@ApplicationScoped
class StepUpMetrics {

  private enum Outcome { BEGUN, COMPLETE, OUT_OF_REACH, CODE_REFUSED, METHOD_NOT_OFFERED, ENDED, THROTTLED, FAILED }

  private final Outcomes<Outcome> outcomes;

  StepUpMetrics(MeterRegistry metrics) {
    outcomes = new Outcomes<>(metrics, "portcullis.step.up", Outcome.class);
  }

  void count(StepUpVerdict verdict) {
    outcomes.count(switch (verdict) {
      case StepUpVerdict.Begun _ -> Outcome.BEGUN;
      case StepUpVerdict.Complete _ -> Outcome.COMPLETE;
      case StepUpVerdict.OutOfReach _ -> Outcome.OUT_OF_REACH;
      case StepUpVerdict.CodeRefused _ -> Outcome.CODE_REFUSED;
      case StepUpVerdict.NotOffered _ -> Outcome.METHOD_NOT_OFFERED;
      case StepUpVerdict.Ended _ -> Outcome.ENDED;
      case StepUpVerdict.Throttled _ -> Outcome.THROTTLED;
    });
  }

  /// Saturated, or something that we depend on is away.
  void countFailure() {
    outcomes.count(Outcome.FAILED);
  }
}
