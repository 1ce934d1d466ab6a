package io.portcullis.auth.hold;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `protection_change`: the latest change of each kind, and until when it holds withdrawals.
@ApplicationScoped
public class ChangeTimes {

  private final HoldConfig config;
  private final HoldScopes scopes;

  ChangeTimes(HoldConfig config, HoldScopes scopes) {
    this.config = config;
    this.scopes = scopes;
  }

  private static final String NOTE = """
      insert into protection_change as known (account_id, kind, changed_at, held_until) values ($1, $2, $3, $4)
      on conflict (account_id, kind) do update set changed_at = greatest(known.changed_at, excluded.changed_at),
        held_until = greatest(known.held_until, excluded.held_until)""";

  private static final String HELD_UNTIL = "select max(held_until) from protection_change where account_id = $1";

  /// Notes a change in the transaction that makes it, under the account's lock. It restarts its hold and shortens none.
  ///
  /// @return until when withdrawals are held, by this change or a longer one of ours
  public Uni<Instant> note(SqlConnection tx, AccountId account, OwnChange change, Instant now) {
    return tx.preparedQuery(NOTE).execute(Tuple.of(account.value(), change.wireName(), Rows.utc(now),
            Rows.utc(now.plus(change.holdsFor(config)))))
        .chain(() -> tx.preparedQuery(HELD_UNTIL).execute(Tuple.of(account.value())))
        .map(rows -> Rows.instant(Rows.one(rows), 0));
  }

  private static final String LATEST = "select changed_at from protection_change where account_id = $1 and kind = $2";

  /// When the account was last changed so; empty when it never was.
  public Uni<Optional<Instant>> latest(SqlClient client, AccountId account, OwnChange change) {
    return client.preparedQuery(LATEST).execute(Tuple.of(account.value(), change.wireName()))
        .map(rows -> Rows.first(rows).map(row -> Rows.instant(row, "changed_at")));
  }

  private static final String OF = "select kind, changed_at, held_until from protection_change where account_id = $1";

  /// Those that are over, too.
  Uni<List<Hold>> of(SqlClient client, AccountId account) {
    return client.preparedQuery(OF).execute(Tuple.of(account.value())).map(rows -> rows.stream().map(row ->
        new Hold(row.getString("kind"), scopes.of(row.getString("kind")), Rows.instant(row, "changed_at"),
            Rows.instant(row, "held_until"))).toList());
  }
}
