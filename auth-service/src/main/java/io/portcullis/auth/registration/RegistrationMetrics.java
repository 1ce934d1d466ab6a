package io.portcullis.auth.registration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/// `portcullis_registrations_total{outcome}`. Taken and fresh identifiers are one outcome here too.
@Startup
@ApplicationScoped
class RegistrationMetrics {

  private final Counter begun;
  private final Counter refused;
  private final Counter throttled;
  private final Counter humanAsked;
  private final Counter activated;
  private final Counter codeRefused;

  RegistrationMetrics(MeterRegistry registry) {
    begun = counter(registry, "begun");
    refused = counter(registry, "refused");
    throttled = counter(registry, "throttled");
    humanAsked = counter(registry, "human-verification");
    activated = counter(registry, "activated");
    codeRefused = counter(registry, "code-refused");
  }

  void count(RegistrationVerdict verdict) {
    (switch (verdict) {
      case RegistrationVerdict.Pending _ -> begun;
      case RegistrationVerdict.NumberNotSupported _, RegistrationVerdict.IdentifierInvalid _,
          RegistrationVerdict.AddressUnsupported _,
          RegistrationVerdict.PasswordRefused _,
          RegistrationVerdict.KeyReused _ -> refused;
      case RegistrationVerdict.HumanAsked _, RegistrationVerdict.HumanUnavailable _ -> humanAsked;
      case RegistrationVerdict.Throttled _ -> throttled;
    }).increment();
  }

  void count(ProofVerdict verdict) {
    (switch (verdict) {
      case ProofVerdict.Activated _ -> activated;
      case ProofVerdict.Refused _ -> codeRefused;
      case ProofVerdict.Throttled _ -> throttled;
    }).increment();
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return registry.counter("portcullis.registrations", "outcome", outcome);
  }
}
