package io.portcullis.auth.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Where money of an account went lately.
@ApplicationScoped
public class ExecutedWithdrawals {

  private static final Duration LATELY = Duration.ofDays(90);
  private static final int MOST = 200;

  private final Approvals approvals;
  private final Clock clock;

  ExecutedWithdrawals(Approvals approvals, Clock clock) {
    this.approvals = approvals;
    this.clock = clock;
  }

  /// Their details, newest first.
  public Uni<List<ObjectNode>> of(SqlClient client, AccountId account) {
    return approvals.consumed(client, account, "withdrawal", clock.instant().minus(LATELY), MOST)
        .map(actions -> actions.stream().map(Action::details).toList());
  }
}
