package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.approval.Approval.Grant;
import io.portcullis.auth.approval.ApproveVerdict.Held;
import io.portcullis.auth.approval.ApproveVerdict.OutOfReach;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// What stands against an approval although everything is proved. Asked under the account's lock.
@ApplicationScoped
class WeighGrant {

  private final ApprovalRules rules;
  private final Clearance clearance;
  private final TellApproval tell;

  WeighGrant(ApprovalRules rules, Clearance clearance, TellApproval tell) {
    this.rules = rules;
    this.clearance = clearance;
    this.tell = tell;
  }

  /// Empty when it may be given. What stands against it is told.
  Uni<Optional<ApproveVerdict>> handle(SqlConnection tx, Approval approval, Grant grant) {
    // Another one may have been approved since the factor was shown: together they may be more than it is worth.
    return rules.strengthOf(tx, approval).chain(needed -> !needed.isReachedBy(grant.amr())
        ? refused(tx, approval, grant, ApprovalRefusal.WEAK_FACTOR, new OutOfReach())
        // The statement alone makes a key, and nobody asks us again: what holds withdrawals holds its approval.
        : VoidStatements.isExecutedWithoutUs(approval)
            ? clearance.held(tx, approval).chain(obstacle -> obstacle.isPresent()
                ? refused(tx, approval, grant, obstacle.get().reason(), new Held(obstacle.get()))
                : now(Optional.empty()))
            : now(Optional.empty()));
  }

  private Uni<Optional<ApproveVerdict>> refused(SqlConnection tx, Approval approval, Grant grant, ApprovalRefusal reason,
      ApproveVerdict verdict) {
    return tell.refused(tx, approval, reason, grant.at()).replaceWith(Optional.of(verdict));
  }
}
