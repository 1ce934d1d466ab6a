package io.portcullis.recovery.password;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.recovery.password.SendResetLink.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// What an operator watches: requests that pile up mean that auth-service or this worker is in trouble; many refused
/// links mean slow mail, or somebody guessing.
@ApplicationScoped
class ResetMetrics {

  private final MeterRegistry registry;
  private final AtomicLong pending;

  ResetMetrics(MeterRegistry registry) {
    this.registry = registry;
    pending = registry.gauge("portcullis.recovery.reset.pending", new AtomicLong());
  }

  void pending(long requests) {
    pending.set(requests);
  }

  void workedOff(Outcome outcome) {
    if (outcome != Outcome.IDLE) {
      count("portcullis.recovery.reset.requests", outcome.name().toLowerCase(Locale.ROOT));
    }
  }

  void used(NewPasswordVerdict verdict) {
    count("portcullis.recovery.reset.uses", switch (verdict) {
      case NewPasswordVerdict.Reset() -> "reset";
      case NewPasswordVerdict.PasswordRefused _ -> "password_refused";
      case NewPasswordVerdict.LinkRefused() -> "link_refused";
    });
  }

  private void count(String name, String outcome) {
    registry.counter(name, "outcome", outcome).increment();
  }
}
