package io.portcullis.auth.recovery;

import io.portcullis.auth.hold.ChangeTimes;
import io.portcullis.auth.hold.OwnChange;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountUnfrozen;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// What follows from an unfreeze: money stays in the account for a while, and the customer is told until when.
@ApplicationScoped
class UnfreezeNews {

  private final ChangeTimes changes;
  private final Outbox outbox;
  private final Ids ids;

  UnfreezeNews(ChangeTimes changes, Outbox outbox, Ids ids) {
    this.changes = changes;
    this.outbox = outbox;
    this.ids = ids;
  }

  Uni<Void> tell(SqlConnection tx, AccountId account, Instant now) {
    return changes.note(tx, account, OwnChange.RECOVERY, now)
        .chain(until -> outbox.append(tx, new AccountUnfrozen(ids.nextEvent(), account, now, until)));
  }
}
