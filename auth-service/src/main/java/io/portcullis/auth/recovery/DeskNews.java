package io.portcullis.auth.recovery;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountLocked;
import io.portcullis.contracts.AuthEvent.AccountUnlocked;
import io.portcullis.contracts.AuthEvent.SessionsEndedBySupport;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// Tells the customer what the company's staff did to the account.
@ApplicationScoped
class DeskNews {

  private final Outbox outbox;
  private final Ids ids;

  DeskNews(Outbox outbox, Ids ids) {
    this.outbox = outbox;
    this.ids = ids;
  }

  Uni<Void> locked(SqlConnection tx, AccountId account, String reason, Instant now) {
    return outbox.append(tx, new AccountLocked(ids.nextEvent(), account, now, reason));
  }

  Uni<Void> unlocked(SqlConnection tx, AccountId account, String reason, Instant now) {
    return outbox.append(tx, new AccountUnlocked(ids.nextEvent(), account, now, reason));
  }

  Uni<Void> sessionsEnded(SqlConnection tx, AccountId account, String reason, Instant now) {
    return outbox.append(tx, new SessionsEndedBySupport(ids.nextEvent(), account, now, reason));
  }
}
