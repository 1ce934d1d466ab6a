package io.portcullis.auth.closure;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// Tells of what becomes of a closing, in the transaction that makes it so.
@ApplicationScoped
class TellClosure {

  private final Outbox outbox;
  private final Ids ids;

  TellClosure(Outbox outbox, Ids ids) {
    this.outbox = outbox;
    this.ids = ids;
  }

  Uni<Void> of(SqlConnection tx, AccountId account, ClosureAction action, Optional<Instant> closesAt, Instant now) {
    return outbox.append(tx, new AccountClosureChange(ids.nextEvent(), account, now, action, closesAt));
  }
}
