package io.portcullis.auth.closure;

import io.portcullis.auth.approval.VoidApprovals;
import io.portcullis.auth.closure.ClosureVerdict.Reason;
import io.portcullis.auth.customerlock.ReadWithdrawalLock;
import io.portcullis.auth.hold.Holds;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// What keeps an account from being closed: something in it is not at rest.
@ApplicationScoped
class MayClose {

  private final Holds holds;
  private final ReadWithdrawalLock locks;
  private final VoidApprovals approvals;
  private final HeardCases cases;
  private final AskFunds funds;
  private final Postgres postgres;
  private final Clock clock;

  MayClose(Holds holds, ReadWithdrawalLock locks, VoidApprovals approvals, HeardCases cases, AskFunds funds,
      Postgres postgres, Clock clock) {
    this.holds = holds;
    this.locks = locks;
    this.approvals = approvals;
    this.cases = cases;
    this.funds = funds;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @throws io.portcullis.runtime.problem.ProblemException `unavailable`, as a failure of the Uni, while nobody knows
  Uni<Optional<Reason>> obstacle(AccountId account) {
    return holds.of(postgres.pool(), account).chain(held -> !held.isEmpty()
        ? Uni.createFrom().item(Optional.of(Reason.HELD))
        : locks.handle(account).map(lock -> lock.map(_ -> Reason.WITHDRAWALS_LOCKED)));
  }

  /// What the exchange says.
  Uni<Funds> funds(AccountId account) {
    return funds.of(account);
  }

  /// What is known here, under the account's lock.
  Uni<Optional<Reason>> obstacleHere(SqlConnection tx, AccountId account) {
    return approvals.isAnyOpen(tx, account, clock.instant()).chain(open -> open
        ? Uni.createFrom().item(Optional.of(Reason.APPROVALS_OPEN))
        : cases.isAnyOpen(tx, account).map(found -> found ? Optional.of(Reason.RECOVERY_CASE_OPEN) : Optional.empty()));
  }
}
