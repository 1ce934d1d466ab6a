package io.portcullis.session.apikey;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.session.approval.VerifyStatement.Statement;
import io.portcullis.session.lifecycle.AccountLock;
import io.portcullis.session.lifecycle.Sessions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Whether what was signed still counts.
@ApplicationScoped
class StandingApproval {

  private final AccountLock lock;
  private final VoidedApprovals voided;
  private final Sessions sessions;
  private final Clock clock;

  StandingApproval(AccountLock lock, VoidedApprovals voided, Sessions sessions, Clock clock) {
    this.lock = lock;
    this.voided = voided;
    this.sessions = sessions;
    this.clock = clock;
  }

  enum Weight {
    COUNTS,
    /// Of before a freeze, a reset, or its customer's change of mind.
    VOID,
    /// One who ends a session takes back what was approved in it.
    SESSION_ENDED
  }

  /// Takes the account's lock: of a freeze, a change of mind or a sign-out and what follows here one sees the other.
  Uni<Weight> weigh(SqlConnection tx, Statement statement) {
    return lock.take(tx, statement.account()).chain(standing ->
        standing.filter(s -> !s.barred() && !s.evidenceNotBefore().isAfter(statement.signedAt())).isEmpty()
            ? now(Weight.VOID)
            : voided.contains(tx, statement.account(), statement.approval())
                .chain(declined -> declined ? now(Weight.VOID) : weighSession(tx, statement)));
  }

  private Uni<Weight> weighSession(SqlConnection tx, Statement statement) {
    return sessions.isLive(tx, statement.account(), statement.session(), clock.instant())
        .map(live -> live ? Weight.COUNTS : Weight.SESSION_ENDED);
  }
}
