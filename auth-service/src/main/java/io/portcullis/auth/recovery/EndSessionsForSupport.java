package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.sessionend.SessionEnds;
import io.portcullis.auth.sessionend.SettleSessionEnds;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Ends every session of an account for the company's staff (BACK-5). Its owner signs in again.
@ApplicationScoped
class EndSessionsForSupport {

  private final Accounts accounts;
  private final SessionEnds sessionEnds;
  private final SettleSessionEnds settle;
  private final DeskNews news;
  private final Postgres postgres;
  private final Clock clock;

  EndSessionsForSupport(Accounts accounts, SessionEnds sessionEnds, SettleSessionEnds settle, DeskNews news, Postgres postgres, Clock clock) {
    this.accounts = accounts;
    this.sessionEnds = sessionEnds;
    this.settle = settle;
    this.news = news;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @return whether there is such an account; no session of before lives then
  Uni<Boolean> handle(AccountId account, String reason) {
    return postgres.withTransaction(tx -> accounts.lockUnlessClosed(tx, account).chain(status -> status.isEmpty()
            ? now(false)
            : end(tx, account, status.get(), reason, clock.instant()).replaceWith(true)))
        .call(known -> known ? settle.settle(account) : done());
  }

  // A freeze or a lock has ended them already.
  private Uni<Void> end(SqlConnection tx, AccountId account, AccountStatus status, String reason, Instant now) {
    return status == AccountStatus.ACTIVE
        ? sessionEnds.owe(tx, account, now, SessionEnds.Reason.SUPPORT).chain(() -> news.sessionsEnded(tx, account, reason, now))
        : done();
  }
}
