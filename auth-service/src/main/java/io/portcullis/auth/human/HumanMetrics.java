package io.portcullis.auth.human;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Locale;

/// `portcullis_human_verifications_total{action,method,outcome}`: challenges issued, and proofs by what became of them.
@ApplicationScoped
class HumanMetrics {

  private static final String NAME = "portcullis.human.verifications";

  private final MeterRegistry registry;

  HumanMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  private enum Outcome { ISSUED, SOLVED, REFUSED, UNAVAILABLE }

  /// Made before the first request, or a rate over the first one would never be seen.
  void prepare(String method) {
    for (HumanAction action : HumanAction.values()) {
      Arrays.stream(Outcome.values()).forEach(outcome -> counter(action, method, outcome));
    }
  }

  void issued(HumanAction action, String method) {
    counter(action, method, Outcome.ISSUED).increment();
  }

  void checked(HumanAction action, String method, HumanVerdict verdict) {
    counter(action, method, switch (verdict) {
      case HumanVerdict.Passed() -> Outcome.SOLVED;
      case HumanVerdict.Refused() -> Outcome.REFUSED;
      case HumanVerdict.Unavailable() -> Outcome.UNAVAILABLE;
    }).increment();
  }

  private Counter counter(HumanAction action, String method, Outcome outcome) {
    return registry.counter(NAME, "action", action.wireName(), "method", method, "outcome",
        outcome.name().toLowerCase(Locale.ROOT));
  }
}
