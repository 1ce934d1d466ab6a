package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.hold.ChangeTimes;
import io.portcullis.auth.hold.OwnChange;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.HoldStarted;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/// Holds withdrawals after a recovery of the account, which leaves no other trace here. Told on every channel.
@ApplicationScoped
class StartRecoveryHold {

  private final Accounts accounts;
  private final HandledRequests handled;
  private final ChangeTimes changes;
  private final Outbox outbox;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;

  StartRecoveryHold(Accounts accounts, HandledRequests handled, ChangeTimes changes, Outbox outbox, Postgres postgres, Ids ids,
      Clock clock) {
    this.accounts = accounts;
    this.handled = handled;
    this.changes = changes;
    this.outbox = outbox;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
  }

  /// @return whether there is such an account
  Uni<Boolean> handle(AccountId account, UUID request) {
    return postgres.withTransaction(tx -> accounts.lock(tx, account).chain(status -> status.isEmpty()
        ? now(false)
        : start(tx, account, request).replaceWith(true)));
  }

  private Uni<Void> start(SqlConnection tx, AccountId account, UUID request) {
    return start(tx, account, request, _ -> done());
  }

  /// Once for each request: one that is repeated makes the hold no longer.
  ///
  /// @param beside what else the request does, once, in `tx` which holds the account's row
  Uni<Void> start(SqlConnection tx, AccountId account, UUID request, Function<Instant, Uni<Void>> beside) {
    Instant now = clock.instant();
    return handled.claim(tx, account, HandledRequests.recovery(request), now).chain(ours -> ours
        ? changes.note(tx, account, OwnChange.RECOVERY, now).chain(until -> outbox.append(tx, new HoldStarted(
            ids.nextEvent(), account, now, OwnChange.RECOVERY.wireName(), until))).chain(() -> beside.apply(now))
        : done());
  }
}
