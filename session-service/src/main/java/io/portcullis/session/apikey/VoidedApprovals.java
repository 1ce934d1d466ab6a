package io.portcullis.session.apikey;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Approvals whose statements count no more. Called under the account's lock.
@ApplicationScoped
class VoidedApprovals {

  /// Longer than any statement counts, by clocks that differ.
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private static final String ADD = """
      insert into voided_approval (account_id, approval_id, forget_at) select $1, unnest($2::uuid[]), $3 on conflict do nothing""";

  Uni<Void> add(SqlConnection tx, AccountId account, List<UUID> approvals, Instant now) {
    return tx.preparedQuery(ADD).execute(Tuple.of(account.value(), approvals.toArray(UUID[]::new), Rows.utc(now.plus(REMEMBERED))))
        .replaceWithVoid();
  }

  private static final String CONTAINS = "select exists (select from voided_approval where account_id = $1 and approval_id = $2)";

  Uni<Boolean> contains(SqlConnection tx, AccountId account, UUID approval) {
    return tx.preparedQuery(CONTAINS).execute(Tuple.of(account.value(), approval)).map(rows -> Rows.one(rows).getBoolean(0));
  }
}
