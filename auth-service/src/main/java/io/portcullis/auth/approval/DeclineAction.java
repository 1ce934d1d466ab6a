package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.DeclineReason;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// The customer says no. That takes no proof: who holds a session can do less with it than to approve.
@ApplicationScoped
class DeclineAction {

  private final Approvals approvals;
  private final VoidStatements statements;
  private final TellApproval tell;
  private final Postgres postgres;
  private final Clock clock;

  DeclineAction(Approvals approvals, VoidStatements statements, TellApproval tell, Postgres postgres, Clock clock) {
    this.approvals = approvals;
    this.statements = statements;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  enum Declining {
    /// Now or before.
    DECLINED,
    /// Too late.
    CONSUMED, NOT_FOUND
  }

  Uni<Declining> handle(AccountId owner, UUID id, DeclineReason reason) {
    return postgres.withTransaction(tx -> approvals.find(tx, id, owner).chain(found -> found
        .map(approval -> decline(tx, approval, reason))
        .orElseGet(() -> now(Declining.NOT_FOUND))))
        .call(declining -> declining == Declining.DECLINED ? statements.settle(owner) : done());
  }

  private Uni<Declining> decline(SqlConnection tx, Approval approval, DeclineReason reason) {
    Instant now = clock.instant();
    return approvals.decline(tx, approval.id(), approval.account(), now, reason == DeclineReason.NOT_ME).chain(news -> news
        ? voidStatement(tx, approval, now).chain(() -> tell.declined(tx, approval, reason, now)).replaceWith(Declining.DECLINED)
        : approvals.find(tx, approval.id()).map(after -> after.map(Approval::state).filter(Approval.State.DECLINED::equals)
            .map(_ -> Declining.DECLINED).orElse(Declining.CONSUMED)));
  }

  // Looked at again: it may have been approved since it was found, and from now on it can't be.
  private Uni<Void> voidStatement(SqlConnection tx, Approval seen, Instant now) {
    return approvals.find(tx, seen.id()).chain(found -> found.filter(VoidStatements::isNeeded)
        .map(approved -> statements.owe(tx, approved, now)).orElseGet(() -> done()));
  }
}
