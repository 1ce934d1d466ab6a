package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// May money leave this account now? [ConsumeApproval] alone asks, under the account's lock, so that no change of the account
/// passes it. What keeps money in belongs here and nowhere else: holds, and the customer's own locks.
@ApplicationScoped
class Clearance {

  private final Accounts accounts;
  private final Destinations destinations;

  Clearance(Accounts accounts, Destinations destinations) {
    this.accounts = accounts;
    this.destinations = destinations;
  }

  /// @param status of the account, as its lock told; empty when it is gone
  /// @return why not; empty when it may
  Uni<Optional<ApprovalRefusal>> obstacle(SqlConnection tx, Approval approval, Optional<AccountStatus> status) {
    return status.filter(AccountStatus.ACTIVE::equals).isEmpty()
        ? now(Optional.of(ApprovalRefusal.ACCOUNT_FROZEN))
        // A number, not a time: two instances' clocks may differ by more than lies between approval and change.
        : accounts.epoch(tx, approval.account()).chain(epoch -> epoch == approval.grant().orElseThrow().epoch()
            ? destinations.obstacle(tx, approval.account(), approval.action().details())
            : now(Optional.of(ApprovalRefusal.ACCOUNT_CHANGED)));
  }
}
