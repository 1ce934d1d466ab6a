package io.portcullis.auth.approval;

import io.portcullis.contracts.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// Declines whatever waits for the customer's approval or was approved and not consumed, in the transaction of a freeze: a thief may
/// have proposed it, and its owner must not meet it again after the way back (BACK-6).
@ApplicationScoped
public class VoidApprovals {

  private final Approvals approvals;

  VoidApprovals(Approvals approvals) {
    this.approvals = approvals;
  }

  /// Whether one waits, or is approved and may still be consumed.
  public Uni<Boolean> isAnyOpen(SqlConnection tx, AccountId account, Instant now) {
    return approvals.isAnyOpen(tx, account, now);
  }

  public Uni<Void> handle(SqlConnection tx, AccountId account, Instant now) {
    return approvals.voidAll(tx, account, now);
  }
}
