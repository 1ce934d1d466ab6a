package io.portcullis.session.apikey;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.session.approval.VerifyStatement.Statement;
import io.portcullis.session.lifecycle.AccountLock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/// Whether what was signed still counts.
@ApplicationScoped
class StandingApproval {

  private final AccountLock lock;
  private final VoidedApprovals voided;

  StandingApproval(AccountLock lock, VoidedApprovals voided) {
    this.lock = lock;
    this.voided = voided;
  }

  /// Takes the account's lock: of a freeze or a change of mind and what follows here one sees the other.
  Uni<Boolean> takes(SqlConnection tx, Statement statement) {
    return lock.take(tx, statement.account()).chain(standing ->
        standing.filter(s -> !s.barred() && !s.evidenceNotBefore().isAfter(statement.signedAt())).isEmpty()
            ? now(false)
            : voided.contains(tx, statement.account(), statement.approval()).map(declined -> !declined));
  }
}
