package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.sessionend.SessionEnds;
import io.portcullis.auth.sessionend.SettleSessionEnds;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// Accepts sign-ins again after the way back, and holds withdrawals for a while (BACK-6). Names the freeze that it ends: one that
/// came later stays.
@ApplicationScoped
class UnfreezeAccount {

  enum Verdict { UNFROZEN, OUTDATED, NO_ACCOUNT }

  private final Accounts accounts;
  private final HandledRequests handled;
  private final UnfreezeNews news;
  private final SessionEnds sessionEnds;
  private final SettleSessionEnds settle;
  private final Postgres postgres;
  private final Clock clock;

  UnfreezeAccount(Accounts accounts, HandledRequests handled, UnfreezeNews news, SessionEnds sessionEnds, SettleSessionEnds settle,
      Postgres postgres, Clock clock) {
    this.accounts = accounts;
    this.handled = handled;
    this.news = news;
    this.sessionEnds = sessionEnds;
    this.settle = settle;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @param version  of the freeze that ends ([Accounts.Freeze])
  /// @param password the order that set the password: a thief may have set another one by a link since
  record Named(int version, UUID password) {}

  /// @throws ProblemException `unavailable`, as a failure of the Uni, while session-service has not acknowledged the freeze: what it
  ///         has to end must not be forgotten over the order to open
  Uni<Verdict> handle(AccountId account, Named named, UUID request) {
    return postgres.withTransaction(tx -> accounts.lock(tx, account).chain(status -> status.isEmpty()
            ? now(Verdict.NO_ACCOUNT)
            : handled.isHandled(tx, account, request).chain(before -> before
                ? now(Verdict.UNFROZEN) : unfreeze(tx, account, named, request))))
        .call(verdict -> verdict == Verdict.UNFROZEN ? settle.settle(account) : done());
  }

  private Uni<Verdict> unfreeze(SqlConnection tx, AccountId account, Named named, UUID request) {
    Instant now = clock.instant();
    return accounts.unfreeze(tx, account, named.version(), named.password(), now).chain(opened -> !opened
        ? now(Verdict.OUTDATED)
        : sessionEnds.isOwed(tx, account)
            .chain(owed -> owed ? Uni.createFrom().failure(ProblemException.notYet()) : open(tx, account, request, now))
            .replaceWith(Verdict.UNFROZEN));
  }

  private Uni<Void> open(SqlConnection tx, AccountId account, UUID request, Instant now) {
    return handled.claim(tx, account, request, now)
        .chain(() -> news.tell(tx, account, now))
        .chain(() -> sessionEnds.owe(tx, account, now, SessionEnds.Reason.UNFROZEN));
  }
}
