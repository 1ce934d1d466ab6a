package io.portcullis.mfa.protection;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `protection_change`: the latest change of each kind. A second one restarts its hold, nothing shortens one.
@ApplicationScoped
public class ProtectionChanges {

  private final HoldConfig config;
  private final Postgres postgres;

  ProtectionChanges(HoldConfig config, Postgres postgres) {
    this.config = config;
    this.postgres = postgres;
  }

  private static final String NOTE = """
      insert into protection_change as known (account_id, kind, changed_at, held_until) values ($1, $2, $3, $4)
      on conflict (account_id, kind) do update set changed_at = greatest(known.changed_at, excluded.changed_at),
        held_until = greatest(known.held_until, excluded.held_until)
      """;
  private static final String HELD_UNTIL = """
      select max(held_until) from protection_change where account_id = $1 and held_until > $2
      """;

  /// Notes a change in the transaction that makes it.
  ///
  /// @return until when withdrawals are held, by this change or a longer one of ours; empty while they are not
  public Uni<Optional<Instant>> note(SqlConnection tx, AccountId account, ProtectionChange change, Instant now) {
    return tx.preparedQuery(NOTE).execute(Tuple.of(account.value(), change.wireName(), Rows.utc(now),
            Rows.utc(now.plus(change.holdsFor(config)))))
        .chain(() -> tx.preparedQuery(HELD_UNTIL).execute(Tuple.of(account.value(), Rows.utc(now))))
        .map(rows -> Rows.maybeInstant(Rows.one(rows), 0));
  }

  /// @param kind      as [ProtectionChange] spells it, or a later release
  /// @param heldUntil the end of its hold; may be over
  @RegisterForReflection
  public record Noted(String kind, Instant changedAt, Instant heldUntil) {}

  // Waits for a change that is being made, so that it comes before the answer or after it.
  private static final String LOCK = "select account_id from account where account_id = $1 for share";
  private static final String FIND = """
      select kind, changed_at, held_until from protection_change where account_id = $1 order by held_until desc
      """;

  /// All of them, the longest hold first.
  Uni<List<Noted>> of(AccountId account) {
    return postgres.withTransaction(tx -> tx.preparedQuery(LOCK).execute(Tuple.of(account.value()))
        .chain(() -> tx.preparedQuery(FIND).execute(Tuple.of(account.value())))
        .map(rows -> rows.stream().map(row ->
            new Noted(row.getString("kind"), Rows.instant(row, "changed_at"), Rows.instant(row, "held_until"))).toList()));
  }
}
