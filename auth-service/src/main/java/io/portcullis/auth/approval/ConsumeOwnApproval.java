package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.approval.ConsumeApproval.Consuming;
import io.portcullis.auth.approval.ConsumeApproval.Execution;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.action.HouseSystem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Carries out what is approved and Portcullis itself executes. It happens in the caller's transaction: the approval is used up if,
/// and only if, the action is done.
@ApplicationScoped
public class ConsumeOwnApproval {

  private final Approvals approvals;
  private final ConsumeApproval consume;
  private final ApprovalMetrics metrics;

  ConsumeOwnApproval(Approvals approvals, ConsumeApproval consume, ApprovalMetrics metrics) {
    this.approvals = approvals;
    this.consume = consume;
    this.metrics = metrics;
  }

  public sealed interface Using {

    record Used() implements Using {}

    record Refused(AuthProblem problem) implements Using {}

    /// Unknown, another account's, another system's, or of another type.
    record NotFound() implements Using {}
  }

  /// The details of an approval of this type that is meant for Portcullis itself; empty when there is none.
  public Uni<Optional<ObjectNode>> find(SqlConnection tx, AccountId owner, UUID id, String type) {
    return approval(tx, owner, id, type).map(found -> found.map(approval -> approval.action().details()));
  }

  /// @param type of the action that the caller executes
  public Uni<Using> handle(SqlConnection tx, AccountId owner, UUID id, String type) {
    return approval(tx, owner, id, type).chain(found -> {
      if (found.isEmpty()) {
        return now(new Using.NotFound());
      }
      Approval approval = found.get();
      // What is executed is the very text that is stored: no other hash is possible.
      return consume.consume(tx, new Execution(HouseSystem.NAME, id, approval.action().hash().value(), Optional.empty()), approval)
          .invoke(metrics::count).map(consuming -> switch (consuming) {
            case Consuming.Consumed _ -> new Using.Used();
            case Consuming.Refused(var reason, _) -> new Using.Refused(ClosedApproval.problem(reason));
            case Consuming.NotFound() -> new Using.NotFound();
          });
    });
  }

  private Uni<Optional<Approval>> approval(SqlConnection tx, AccountId owner, UUID id, String type) {
    return approvals.find(tx, id, owner).map(found -> found.filter(approval ->
        approval.system().equals(HouseSystem.NAME) && approval.action().type().equals(type)));
  }
}
