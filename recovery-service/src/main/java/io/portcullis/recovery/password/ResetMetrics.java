package io.portcullis.recovery.password;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;

/// What an operator watches: requests that pile up mean that auth-service or this worker is in trouble; many refused
/// links mean slow mail, or somebody guessing.
@Startup
@ApplicationScoped
class ResetMetrics {

  private final Outcomes<ResetOutcome> requests;
  private final Outcomes<Use> uses;
  private final Outcomes<Typed> codes;
  private final AtomicLong pending;

  private enum Typed { RIGHT, WRONG, USED_UP, THROTTLED }

  private enum Use { RESET, PASSWORD_REFUSED, SETTINGS_LOCKED, ACCOUNT_FROZEN, LINK_REFUSED }

  ResetMetrics(MeterRegistry registry) {
    requests = new Outcomes<>(registry, "portcullis.recovery.reset.requests", "outcome",
        EnumSet.complementOf(EnumSet.of(ResetOutcome.IDLE)), Outcomes::snake, Tags.empty());
    uses = new Outcomes<>(registry, "portcullis.recovery.reset.uses", "outcome",
        EnumSet.allOf(Use.class), Outcomes::snake, Tags.empty());
    codes = new Outcomes<>(registry, "portcullis.recovery.reset.codes", "outcome",
        EnumSet.allOf(Typed.class), Outcomes::snake, Tags.empty());
    pending = registry.gauge("portcullis.recovery.reset.pending", new AtomicLong());
  }

  void pending(long requests) {
    pending.set(requests);
  }

  void workedOff(ResetOutcome outcome) {
    if (outcome != ResetOutcome.IDLE) {
      requests.count(outcome);
    }
  }

  void typed(CodeVerdict verdict) {
    codes.count(switch (verdict) {
      case CodeVerdict.Right _ -> Typed.RIGHT;
      case CodeVerdict.Wrong(var triesLeft) -> triesLeft > 0 ? Typed.WRONG : Typed.USED_UP;
      case CodeVerdict.Throttled _ -> Typed.THROTTLED;
    });
  }

  void used(NewPasswordVerdict verdict) {
    uses.count(switch (verdict) {
      case NewPasswordVerdict.Reset() -> Use.RESET;
      case NewPasswordVerdict.PasswordRefused _ -> Use.PASSWORD_REFUSED;
      case NewPasswordVerdict.SettingsAreLocked _ -> Use.SETTINGS_LOCKED;
      case NewPasswordVerdict.AccountIsFrozen() -> Use.ACCOUNT_FROZEN;
      case NewPasswordVerdict.LinkRefused() -> Use.LINK_REFUSED;
    });
  }
}
