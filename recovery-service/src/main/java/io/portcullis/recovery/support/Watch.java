package io.portcullis.recovery.support;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.recovery.staff.Person;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumSet;
import org.jboss.logging.Logger;

/// How the support desk is used. Whatever is unusual is let through, counted, and logged with the person's id for those who
/// watch the staff. No line names a customer.
@Startup
@ApplicationScoped
class Watch {

  private static final Logger LOG = Logger.getLogger(Watch.class);

  enum Call { ADMITTED, ROLE_MISSING, REASON_REFUSED, RATION_USED_UP, NOT_SHOWN }

  enum Unusual { OUT_OF_HOURS, MANY_ACCOUNTS, RATION_USED_UP, ROLE_MISSING, NOT_SHOWN, OWN_CASE }

  /// What was done to accounts, and to receivers of webhooks.
  enum Act {
    LOCKED, SESSIONS_ENDED, UNLOCK_PROPOSED, UNLOCKED, UNLOCK_REFUSED,
    WEBHOOK_REGISTERED, WEBHOOK_SECRET_RENEWED, WEBHOOK_PAUSED, WEBHOOK_RESUMED, WEBHOOK_REMOVED, WEBHOOK_REPLAYED
  }

  private final Outcomes<Call> calls;
  private final Outcomes<Unusual> unusual;
  private final Outcomes<Act> acts;
  private final DeskConfig config;
  private final Clock clock;

  Watch(MeterRegistry metrics, DeskConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    calls = new Outcomes<>(metrics, "portcullis.desk.calls", "outcome", EnumSet.allOf(Call.class), Outcomes::snake, Tags.empty());
    unusual = new Outcomes<>(metrics, "portcullis.desk.unusual", "pattern", EnumSet.allOf(Unusual.class), Outcomes::snake, Tags.empty());
    acts = new Outcomes<>(metrics, "portcullis.desk.acts", "act", EnumSet.allOf(Act.class), Outcomes::snake, Tags.empty());
  }

  void saw(Admission admission, Person person, StaffOperation operation) {
    switch (admission) {
      case Admission.Admitted _ -> {
        calls.count(Call.ADMITTED);
        int hour = clock.instant().atZone(ZoneId.of(config.zone())).getHour();
        if (hour < config.opens() || hour >= config.closes()) {
          tell(Unusual.OUT_OF_HOURS, person, operation);
        }
      }
      case Admission.RationUsedUp _ -> {
        calls.count(Call.RATION_USED_UP);
        tell(Unusual.RATION_USED_UP, person, operation);
      }
      case Admission.RoleMissing() -> {
        calls.count(Call.ROLE_MISSING);
        tell(Unusual.ROLE_MISSING, person, operation);
      }
      case Admission.ReasonRefused() -> calls.count(Call.REASON_REFUSED);
      case Admission.NotShown() -> {
        calls.count(Call.NOT_SHOWN);
        tell(Unusual.NOT_SHOWN, person, operation);
      }
    }
  }

  void did(Act act) {
    acts.count(act);
  }

  void tell(Unusual pattern, Person person, StaffOperation operation) {
    unusual.count(pattern);
    LOG.warnf("Support desk: %s by person %s, who asked for %s", pattern, person, operation.wireName());
  }
}
