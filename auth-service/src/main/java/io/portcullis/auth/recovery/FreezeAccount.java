package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.approval.VoidApprovals;
import io.portcullis.auth.sessionend.SessionEnds;
import io.portcullis.auth.sessionend.SettleSessionEnds;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Refuses further sign-ins, ends every session, and voids what waits (BACK-6). A customer's freeze link is enough for this, and
/// so is a session: it takes access away, never gives any.
@ApplicationScoped
class FreezeAccount {

  private final Accounts accounts;
  private final HandledRequests handled;
  private final VoidRemovals removals;
  private final VoidApprovals approvals;
  private final SessionEnds sessionEnds;
  private final SettleSessionEnds settle;
  private final Outbox outbox;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;

  FreezeAccount(Accounts accounts, HandledRequests handled, VoidRemovals removals, VoidApprovals approvals, SessionEnds sessionEnds,
      SettleSessionEnds settle, Outbox outbox, Postgres postgres, Ids ids, Clock clock) {
    this.accounts = accounts;
    this.handled = handled;
    this.removals = removals;
    this.approvals = approvals;
    this.sessionEnds = sessionEnds;
    this.settle = settle;
    this.outbox = outbox;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
  }

  enum Verdict {
    FROZEN,
    /// The account's owner has come back since the alert: its link may have gone to an address that they threw out.
    OUTDATED,
    NO_ACCOUNT
  }

  /// @param alertedAt when that happened which an alert told; empty where no link of an alert is the reason
  Uni<Verdict> handle(AccountId account, String reason, Optional<Instant> alertedAt, UUID request) {
    return postgres.withTransaction(tx -> accounts.lockUnlessClosed(tx, account).chain(status -> status.isEmpty()
            ? now(Verdict.NO_ACCOUNT)
            : isOutdated(tx, account, alertedAt).chain(outdated -> outdated
                ? now(Verdict.OUTDATED)
                : freeze(tx, account, status.get(), reason, request).replaceWith(Verdict.FROZEN))))
        .call(verdict -> verdict == Verdict.FROZEN ? settle.settle(account).chain(() -> removals.settle(account)) : done());
  }

  private Uni<Boolean> isOutdated(SqlConnection tx, AccountId account, Optional<Instant> alertedAt) {
    return alertedAt.map(moment -> accounts.isUnfrozenSince(tx, account, moment)).orElseGet(() -> now(false));
  }

  private Uni<Void> freeze(SqlConnection tx, AccountId account, AccountStatus status, String reason, UUID request) {
    Instant now = clock.instant();
    // Once more changes nothing: a thief who reads the mailbox has the link of each alert, and would end each way back by it.
    return handled.claim(tx, account, request, now)
        .chain(ours -> ours && status != AccountStatus.FROZEN ? freeze(tx, account, reason, now) : done());
  }

  private Uni<Void> freeze(SqlConnection tx, AccountId account, String reason, Instant now) {
    // While the account is frozen nobody can ask for another removal.
    return accounts.freeze(tx, account, now).chain(() -> removals.owe(tx, account, now))
        .chain(() -> approvals.handle(tx, account, now))
        .chain(() -> sessionEnds.oweBarred(tx, account, now, SessionEnds.Reason.FROZEN))
        .chain(() -> outbox.append(tx, new AccountFrozen(ids.nextEvent(), account, now, reason)));
  }
}
