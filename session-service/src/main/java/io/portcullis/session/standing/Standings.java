package io.portcullis.session.standing;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// The standing of accounts.
@ApplicationScoped
class Standings {

  // It only ever gets stricter: a reset that arrives after a freeze, or twice, or late, lifts nothing.
  private static final String TIGHTEN = """
      insert into account_standing as known (account_id, evidence_not_before, barred, changed_at)
      values ($1, $2, $3, $4)
      on conflict (account_id) do update set
        evidence_not_before = greatest(known.evidence_not_before, excluded.evidence_not_before),
        barred = known.barred or excluded.barred,
        changed_at = excluded.changed_at
      returning evidence_not_before, barred
      """;

  record Standing(Instant evidenceNotBefore, boolean barred) {}

  /// @return what holds now
  Uni<Standing> tighten(SqlConnection tx, AccountId account, Standing change, Instant now) {
    return tx.preparedQuery(TIGHTEN)
        .execute(Tuple.of(account.value(), Rows.utc(change.evidenceNotBefore()), change.barred(),
            Rows.utc(now)))
        .map(rows -> standing(Rows.one(rows)));
  }

  private static Standing standing(Row row) {
    return new Standing(Rows.instant(row, "evidence_not_before"), row.getBoolean("barred"));
  }
}
