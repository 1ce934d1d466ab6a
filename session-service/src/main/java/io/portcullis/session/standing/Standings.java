package io.portcullis.session.standing;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// The standing of accounts.
@ApplicationScoped
class Standings {

  // Evidence only ever gets stricter. The bar follows the highest version: what arrives twice or late changes nothing, and an order
  // without a version lifts none.
  private static final String TIGHTEN = """
      insert into account_standing as known (account_id, evidence_not_before, barred, changed_at, standing_version)
      values ($1, $2, $3, $4, coalesce($5, 0))
      on conflict (account_id) do update set
        evidence_not_before = greatest(known.evidence_not_before, excluded.evidence_not_before),
        barred = case when $5::integer > known.standing_version then excluded.barred
          when $5::integer < known.standing_version then known.barred
          else known.barred or excluded.barred end,
        standing_version = greatest(known.standing_version, excluded.standing_version),
        changed_at = excluded.changed_at
      returning evidence_not_before, barred, standing_version
      """;

  record Standing(Instant evidenceNotBefore, boolean barred, Optional<Integer> version) {}

  /// @return what holds now
  Uni<Standing> tighten(SqlConnection tx, AccountId account, Standing change, Instant now) {
    return tx.preparedQuery(TIGHTEN)
        .execute(Tuple.of(account.value(), Rows.utc(change.evidenceNotBefore()), change.barred(),
            Rows.utc(now), change.version().orElse(null)))
        .map(rows -> standing(Rows.one(rows)));
  }

  private static final String STAY_LOCKED = """
      update account_standing set settings_open_at = null
      where account_id = $1 and settings_open_at > $2 and not barred and coalesce(standing_version < $3, true)""";

  /// Stops an unlocking of the settings that is under way when a freeze comes: a thief may have asked for it. What the owner asks for
  /// in a frozen account goes on, however often it is frozen again. To be called before the standing changes.
  Uni<Void> stayLocked(SqlConnection tx, AccountId account, Standing freeze, Instant now) {
    return tx.preparedQuery(STAY_LOCKED)
        .execute(Tuple.of(account.value(), Rows.utc(now), freeze.version().orElse(null))).replaceWithVoid();
  }

  private static Standing standing(Row row) {
    return new Standing(Rows.instant(row, "evidence_not_before"), row.getBoolean("barred"),
        Optional.of(row.getInteger("standing_version")));
  }
}
