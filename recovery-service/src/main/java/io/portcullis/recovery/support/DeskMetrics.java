package io.portcullis.recovery.support;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import io.micrometer.core.instrument.Tags;

/// How the support desk is used. An alarm watches [Unusual].
@Startup
@ApplicationScoped
class DeskMetrics {

  enum Call { ADMITTED, ROLE_MISSING, RATION_USED_UP }

  /// What somebody should look at, by the person that the log and the table `support_call` name.
  enum Unusual { OUT_OF_HOURS, MANY_ACCOUNTS, RATION_USED_UP, ROLE_MISSING, OWN_CASE }

  private final Outcomes<Call> calls;
  private final Outcomes<Unusual> unusual;

  DeskMetrics(MeterRegistry metrics) {
    calls = new Outcomes<>(metrics, "portcullis.desk.calls", "outcome", EnumSet.allOf(Call.class), Outcomes::snake, Tags.empty());
    unusual = new Outcomes<>(metrics, "portcullis.desk.unusual", "pattern", EnumSet.allOf(Unusual.class), Outcomes::snake, Tags.empty());
  }

  void count(Call outcome) {
    calls.count(outcome);
  }

  void count(Unusual pattern) {
    unusual.count(pattern);
  }
}
