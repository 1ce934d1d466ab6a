package io.portcullis.session.customerlock;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.portcullis.session.lifecycle.KeptSettingsLock;
import io.portcullis.session.revocation.EndingsChannel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// The settings locks in `account_standing`. Whoever changes one holds the account's lock.
@ApplicationScoped
class SettingsLocks {

  /// One that is on.
  ///
  /// @param days    how long unlocking takes
  /// @param opensAt when it ends; empty until the customer has asked for unlocking
  record On(Instant lockedAt, int days, Optional<Instant> opensAt) {}

  private static final String FIND = """
      select settings_locked_at, settings_lock_days, settings_open_at from account_standing where account_id = $1""";

  /// Empty when the settings are open.
  Uni<Optional<On>> find(SqlClient client, AccountId account, Instant now) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value()))
        .map(rows -> Rows.first(rows).flatMap(row -> on(row, now)));
  }

  private static Optional<On> on(Row row, Instant now) {
    Optional<Instant> lockedAt = Rows.maybeInstant(row, "settings_locked_at");
    Optional<Instant> opensAt = Rows.maybeInstant(row, "settings_open_at");
    return new KeptSettingsLock(lockedAt, opensAt).at(now)
        .map(_ -> new On(lockedAt.orElseThrow(), row.getInteger("settings_lock_days"), opensAt));
  }

  // The other instances hear of it with the commit.
  private static final String LOCK = """
      update account_standing set settings_locked_at = $2, settings_lock_days = $3, settings_open_at = null
      where account_id = $1
      returning pg_notify('%s', account_id::text)::text""".formatted(EndingsChannel.SETTINGS_LOCKED);

  Uni<Void> lock(SqlConnection tx, AccountId account, int days, Instant now) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(account.value(), Rows.utc(now), days)).replaceWithVoid();
  }

  private static final String OPEN_AT = "update account_standing set settings_open_at = $2 where account_id = $1";

  /// @param opensAt empty to cancel
  Uni<Void> openAt(SqlConnection tx, AccountId account, Optional<Instant> opensAt) {
    return tx.preparedQuery(OPEN_AT).execute(Tuple.of(account.value(), opensAt.map(Rows::utc).orElse(null))).replaceWithVoid();
  }
}
