package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.approval.Approval.Consumption;
import io.portcullis.auth.approval.Approval.State;
import io.portcullis.auth.approval.Clearance.Obstacle;
import io.portcullis.auth.approval.ConsumeApproval.Consuming.Consumed;
import io.portcullis.auth.approval.ConsumeApproval.Consuming.NotFound;
import io.portcullis.auth.approval.ConsumeApproval.Consuming.Refused;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The exchange's system is about to execute an action: the one place that says whether it may. Once, and never when
/// anything is unclear.
@ApplicationScoped
class ConsumeApproval {

  private final Approvals approvals;
  private final Accounts accounts;
  private final Clearance clearance;
  private final TellApproval tell;
  private final IdempotencyKeys keys;
  private final Postgres postgres;
  private final Clock clock;

  ConsumeApproval(Approvals approvals, Accounts accounts, Clearance clearance, TellApproval tell, IdempotencyKeys keys,
      Postgres postgres, Clock clock) {
    this.approvals = approvals;
    this.accounts = accounts;
    this.clearance = clearance;
    this.tell = tell;
    this.keys = keys;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @param system         that proved who it is
  /// @param hash           of the action that it will execute
  /// @param idempotencyKey of the execution: with the same one it may ask again
  record Execution(String system, UUID approval, String hash, Optional<String> idempotencyKey) {}

  sealed interface Consuming {

    /// @param answer whether this call consumed it, or an earlier one for the same execution
    record Consumed(Approval approval, Answer answer) implements Consuming {}

    /// @param until when that ends by itself; empty where it does not
    record Refused(ApprovalRefusal reason, Optional<Instant> until) implements Consuming {}

    /// Unknown, or another system's: which of them is not said.
    record NotFound() implements Consuming {}
  }

  enum Answer { FIRST, REPEATED }

  Uni<Consuming> handle(Execution execution) {
    return postgres.withTransaction(tx -> approvals.find(tx, execution.approval()).chain(found -> {
      if (found.isEmpty()) {
        return now(new NotFound());
      }
      return found.get().system().equals(execution.system())
          ? consume(tx, execution, found.get())
          : tell.refused(tx, found.get(), ApprovalRefusal.FOREIGN, clock.instant()).replaceWith(new NotFound());
    }));
  }

  // Read again under the account's lock: another consumer, the owner, or a freeze may have been there just now.
  Uni<Consuming> consume(SqlConnection tx, Execution execution, Approval seen) {
    return accounts.lock(tx, seen.account()).chain(status -> approvals.find(tx, seen.id())
        .map(Optional::orElseThrow)
        .chain(approval -> {
          Instant now = clock.instant();
          Optional<ApprovalRefusal> refusal = refusal(approval, execution.hash(), now);
          if (refusal.isPresent()) {
            return isRepeated(approval, execution)
                ? now(new Consumed(approval, Answer.REPEATED))
                : refuse(tx, approval, refusal.get(), now);
          }
          return clearance.obstacle(tx, approval, status).chain(obstacle -> obstacle.isPresent()
              ? refuse(tx, approval, obstacle.get(), now)
              : finish(tx, approval, new Consumption(now, key(execution))));
        }));
  }

  private static Optional<ApprovalRefusal> refusal(Approval approval, String executed, Instant now) {
    // First of all: it is about to execute what nobody approved, whatever the state is.
    if (!approval.action().hash().value().equals(executed)) {
      return Optional.of(ApprovalRefusal.OTHER_ACTION);
    }
    return switch (ApprovalState.of(approval, now)) {
      case APPROVED -> Optional.empty();
      case OPEN -> Optional.of(ApprovalRefusal.NOT_APPROVED);
      case DECLINED -> Optional.of(ApprovalRefusal.DECLINED);
      case CONSUMED -> Optional.of(ApprovalRefusal.CONSUMED);
      case EXPIRED -> Optional.of(ApprovalRefusal.EXPIRED);
    };
  }

  // The answer to the first call may have been lost.
  private boolean isRepeated(Approval approval, Execution execution) {
    return approval.action().hash().value().equals(execution.hash())
        && approval.consumption().flatMap(Consumption::key)
            .filter(stored -> execution.idempotencyKey().filter(key -> keys.isOfConsumption(stored, approval.id(), key)).isPresent())
            .isPresent();
  }

  private Optional<String> key(Execution execution) {
    return execution.idempotencyKey().map(key -> keys.ofConsumption(execution.approval(), key));
  }

  private Uni<Consuming> finish(SqlConnection tx, Approval approval, Consumption consumption) {
    return approvals.consume(tx, approval, consumption).chain(ours -> ours
        ? tell.consumed(tx, approval, consumption.at()).replaceWith(new Consumed(consumed(approval, consumption), Answer.FIRST))
        // Its owner may have declined it just now, which takes no lock.
        : approvals.find(tx, approval.id()).map(Optional::orElseThrow).chain(after -> refuse(tx, after,
            refusal(after, after.action().hash().value(), consumption.at()).orElse(ApprovalRefusal.CONSUMED), consumption.at())));
  }

  private static Approval consumed(Approval approval, Consumption consumption) {
    return new Approval(approval.id(), approval.account(), approval.system(), approval.action(), State.CONSUMED,
        approval.window(), approval.grant(), Optional.of(consumption));
  }

  private Uni<Consuming> refuse(SqlConnection tx, Approval approval, ApprovalRefusal reason, Instant now) {
    return refuse(tx, approval, new Obstacle(reason, Optional.empty()), now);
  }

  private Uni<Consuming> refuse(SqlConnection tx, Approval approval, Obstacle obstacle, Instant now) {
    return tell.refused(tx, approval, obstacle.reason(), now).replaceWith(new Refused(obstacle.reason(), obstacle.until()));
  }
}
