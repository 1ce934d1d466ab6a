package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.approval.VoidApprovals;
import io.portcullis.auth.sessionend.SessionEnds;
import io.portcullis.auth.sessionend.SettleSessionEnds;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Refuses sign-ins, ends every session and voids what waits, in the name of the company's staff (BACK-5). It takes access away, and
/// gives none: one person may. Doing it again changes nothing.
@ApplicationScoped
class LockAccount {

  /// A sign-in that read the account's status just before the lock must not win: what it proved is void, too.
  private static final Duration UNDER_WAY = Duration.ofSeconds(10);

  private final Accounts accounts;
  private final VoidRemovals removals;
  private final VoidApprovals approvals;
  private final SessionEnds sessionEnds;
  private final SettleSessionEnds settle;
  private final DeskNews news;
  private final Postgres postgres;
  private final Clock clock;

  LockAccount(Accounts accounts, VoidRemovals removals, VoidApprovals approvals, SessionEnds sessionEnds, SettleSessionEnds settle,
      DeskNews news, Postgres postgres, Clock clock) {
    this.accounts = accounts;
    this.removals = removals;
    this.approvals = approvals;
    this.sessionEnds = sessionEnds;
    this.settle = settle;
    this.news = news;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @return whether there is such an account; it is locked then
  Uni<Boolean> handle(AccountId account, String reason) {
    return postgres.withTransaction(tx -> accounts.lockUnlessClosed(tx, account).chain(status -> status.isEmpty()
            ? now(false)
            : lock(tx, account, status.get(), reason, clock.instant()).replaceWith(true)))
        .call(known -> known ? settle.settle(account).chain(() -> removals.settle(account)) : done());
  }

  private Uni<Void> lock(SqlConnection tx, AccountId account, AccountStatus status, String reason, Instant now) {
    return accounts.shut(tx, account, reason, now).chain(shut -> !shut
        ? done()
        : news.locked(tx, account, reason, now)
            // A freeze has done all that already, and its order must not be replaced by a weaker one.
            .chain(() -> status == AccountStatus.FROZEN ? done() : voidWhatWaits(tx, account, now)));
  }

  private Uni<Void> voidWhatWaits(SqlConnection tx, AccountId account, Instant now) {
    return removals.owe(tx, account, now)
        .chain(() -> approvals.handle(tx, account, now))
        .chain(() -> sessionEnds.owe(tx, account, now.plus(UNDER_WAY), SessionEnds.Reason.LOCKED));
  }
}
