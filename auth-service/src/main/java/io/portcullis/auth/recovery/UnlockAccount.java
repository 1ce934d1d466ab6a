package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.sessionend.SessionEnds;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Takes a lock of the company's staff away, and holds withdrawals for a while (BACK-5). It names the lock that it ends: one that came
/// later stays. A freeze is its owner's: a frozen account is refused. recovery-service had two persons agree.
@ApplicationScoped
class UnlockAccount {

  enum Verdict {
    UNLOCKED,
    /// There is another lock by now, or none.
    OUTDATED,
    /// By its owner, whose way back comes first.
    FROZEN,
    NO_ACCOUNT
  }

  private final Accounts accounts;
  private final HandledRequests handled;
  private final StartRecoveryHold hold;
  private final SessionEnds sessionEnds;
  private final DeskNews news;
  private final Postgres postgres;

  UnlockAccount(Accounts accounts, HandledRequests handled, StartRecoveryHold hold, SessionEnds sessionEnds, DeskNews news,
      Postgres postgres) {
    this.accounts = accounts;
    this.handled = handled;
    this.hold = hold;
    this.sessionEnds = sessionEnds;
    this.news = news;
    this.postgres = postgres;
  }

  /// @param version of the lock that ends ([Accounts.Lock])
  record Order(int version, String reason, UUID request) {}

  /// Once per request.
  ///
  /// @throws ProblemException `unavailable`, as a failure of the Uni, while session-service has not acknowledged the lock: what it
  ///         has to end must not be alive in an account that is open again
  Uni<Verdict> handle(AccountId account, Order order) {
    return postgres.withTransaction(tx -> accounts.lockUnlessClosed(tx, account).chain(status -> status.isEmpty()
        ? now(Verdict.NO_ACCOUNT)
        : handled.isHandled(tx, account, HandledRequests.recovery(order.request())).chain(before -> before ? now(Verdict.UNLOCKED)
            : status.get() == AccountStatus.FROZEN ? now(Verdict.FROZEN)
            : unlock(tx, account, order))));
  }

  private Uni<Verdict> unlock(SqlConnection tx, AccountId account, Order order) {
    return accounts.open(tx, account, order.version()).chain(opened -> !opened
        ? now(Verdict.OUTDATED)
        : sessionEnds.isOwed(tx, account).chain(owed -> owed
            ? Uni.createFrom().failure(ProblemException.notYet())
            : hold.start(tx, account, order.request(), at -> news.unlocked(tx, account, order.reason(), at)))
            .replaceWith(Verdict.UNLOCKED));
  }
}
