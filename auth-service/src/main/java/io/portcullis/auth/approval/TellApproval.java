package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.auth.approval.Approval.Grant;
import io.portcullis.contracts.AuthEvent;
import io.portcullis.contracts.AuthEvent.ApprovalConsumed;
import io.portcullis.contracts.AuthEvent.ApprovalDeclined;
import io.portcullis.contracts.AuthEvent.ApprovalGranted;
import io.portcullis.contracts.AuthEvent.ApprovalProposed;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.portcullis.contracts.AuthEvent.ApprovalRefused;
import io.portcullis.contracts.AuthEvent.DeclineReason;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// What happens to an approval, told in the transaction in which it happens. No event says how much goes where.
@ApplicationScoped
class TellApproval {

  private final Approvals approvals;
  private final Outbox outbox;
  private final Ids ids;

  TellApproval(Approvals approvals, Outbox outbox, Ids ids) {
    this.approvals = approvals;
    this.outbox = outbox;
    this.ids = ids;
  }

  Uni<Void> proposed(SqlConnection tx, Approval approval, Instant now) {
    return append(tx, new ApprovalProposed(ids.nextEvent(), approval.account(), now, approval.id(), approval.action().type(),
        approval.system()));
  }

  Uni<Void> granted(SqlConnection tx, Approval approval, Grant grant) {
    return append(tx, new ApprovalGranted(ids.nextEvent(), approval.account(), grant.at(), approval.id(), approval.action().type(),
        approval.system(), grant.acr().acr()));
  }

  Uni<Void> declined(SqlConnection tx, Approval approval, DeclineReason reason, Instant now) {
    return append(tx, new ApprovalDeclined(ids.nextEvent(), approval.account(), now, approval.id(), approval.action().type(),
        approval.system(), reason));
  }

  Uni<Void> consumed(SqlConnection tx, Approval approval, Instant now) {
    return append(tx, new ApprovalConsumed(ids.nextEvent(), approval.account(), now, approval.id(), approval.action().type(),
        approval.system()));
  }

  /// Once for each reason: asking again and again fills no topic.
  Uni<Void> refused(SqlConnection tx, Approval approval, ApprovalRefusal reason, Instant now) {
    return approvals.noteRefusal(tx, approval.id(), reason).chain(news -> news
        ? append(tx, new ApprovalRefused(ids.nextEvent(), approval.account(), now, approval.id(), approval.action().type(),
            approval.system(), reason))
        : done());
  }

  private Uni<Void> append(SqlConnection tx, AuthEvent event) {
    return outbox.append(tx, event);
  }
}
