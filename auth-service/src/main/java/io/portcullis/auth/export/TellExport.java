package io.portcullis.auth.export;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountExportChange;
import io.portcullis.contracts.AuthEvent.ExportAction;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Tells of what becomes of an export, in the transaction that makes it so, and counts it.
@Startup
@ApplicationScoped
class TellExport {

  private final Outbox outbox;
  private final Ids ids;
  private final Outcomes<ExportAction> outcomes;

  TellExport(Outbox outbox, Ids ids, MeterRegistry metrics) {
    this.outbox = outbox;
    this.ids = ids;
    this.outcomes = new Outcomes<>(metrics, "portcullis.exports", ExportAction.class);
  }

  Uni<Void> of(SqlConnection tx, AccountId account, UUID export, ExportAction action, Optional<Instant> until, Instant now) {
    return outbox.append(tx, new AccountExportChange(ids.nextEvent(), account, now, export, action, until))
        .invoke(() -> outcomes.count(action));
  }
}
