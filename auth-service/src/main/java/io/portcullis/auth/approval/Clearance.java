package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.approval.ApprovalSessions.SessionLife;
import io.portcullis.auth.customerlock.ReadWithdrawalLock;
import io.portcullis.auth.hold.Holds;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// May money leave this account now? [ConsumeApproval] and [WeighGrant] ask, under the account's lock, so that no change of the account
/// passes it. What keeps money in belongs here and nowhere else: holds, and the customer's own locks.
@ApplicationScoped
class Clearance {

  // The account's lock is held meanwhile, and a connection with it.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Accounts accounts;
  private final Destinations destinations;
  private final ApprovalSessions sessions;
  private final Holds holds;
  private final ReadWithdrawalLock locks;

  Clearance(Accounts accounts, Destinations destinations, @RestClient ApprovalSessions sessions, Holds holds,
      ReadWithdrawalLock locks) {
    this.accounts = accounts;
    this.destinations = destinations;
    this.sessions = sessions;
    this.holds = holds;
    this.locks = locks;
  }

  /// @param until when it ends by itself; empty where it does not, or nobody knows
  record Obstacle(ApprovalRefusal reason, Optional<Instant> until) {}

  /// @param status of the account, as its lock told; empty when it is gone
  /// @return why not; empty when it may
  /// @throws ProblemException `unavailable`, as a failure of the Uni, while nobody knows whether it is held
  Uni<Optional<Obstacle>> obstacle(SqlConnection tx, Approval approval, Optional<AccountStatus> status) {
    return status.filter(AccountStatus.ACTIVE::equals).isEmpty()
        ? stopped(ApprovalRefusal.ACCOUNT_FROZEN)
        // A number, not a time: two instances' clocks may differ by more than lies between approval and change. Before the
        // holds: when they end, this approval is worth nothing all the same.
        : accounts.epoch(tx, approval.account()).chain(epoch -> epoch == approval.grant().orElseThrow().epoch()
            ? destinations.obstacle(tx, approval.account(), approval.action().details()).chain(either(
                Clearance::stopped, () -> toldByNeighbours(tx, approval)))
            : stopped(ApprovalRefusal.ACCOUNT_CHANGED));
  }

  /// The same of holds and the customer's lock alone, for what is executed without us.
  Uni<Optional<Obstacle>> held(SqlConnection tx, Approval approval) {
    return Uni.combine().all().unis(hold(tx, approval), withdrawalLock(approval)).with((held, locked) -> held.or(() -> locked));
  }

  // Asked side by side, since the account's lock is held meanwhile. The customer's own lock is told last.
  private Uni<Optional<Obstacle>> toldByNeighbours(SqlConnection tx, Approval approval) {
    return Uni.combine().all().unis(isSessionLive(approval), hold(tx, approval), withdrawalLock(approval)).with(
        (live, held, locked) -> live ? held.or(() -> locked) : Optional.of(new Obstacle(ApprovalRefusal.SESSION_ENDED, Optional.empty())));
  }

  // Who signs out everywhere, or ends a session that is not theirs, means what was approved there, too.
  private Uni<Boolean> isSessionLive(Approval approval) {
    return approval.grant().orElseThrow().session().map(session -> sessions.one(approval.account(), session)
            .ifNoItem().after(PATIENCE).fail().map(SessionLife::live).onFailure().transform(ProblemException::unavailable))
        .orElseGet(() -> now(false));
  }

  private Uni<Optional<Obstacle>> hold(SqlConnection tx, Approval approval) {
    return HeldAction.scope(approval.action()).map(scope -> holds.until(tx, approval.account(), scope)
            .map(until -> until.map(end -> new Obstacle(ApprovalRefusal.HELD, Optional.of(end)))))
        .orElseGet(() -> now(Optional.empty()));
  }

  private static Uni<Optional<Obstacle>> stopped(ApprovalRefusal reason) {
    return now(Optional.of(new Obstacle(reason, Optional.empty())));
  }

  private Uni<Optional<Obstacle>> withdrawalLock(Approval approval) {
    return HeldAction.scope(approval.action()).isEmpty() ? now(Optional.empty()) : locks.handle(approval.account())
        .map(found -> found.map(lock -> new Obstacle(ApprovalRefusal.WITHDRAWALS_LOCKED, lock.opensAt())));
  }
}
