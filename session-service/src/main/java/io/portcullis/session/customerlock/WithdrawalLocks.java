package io.portcullis.session.customerlock;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.WithdrawalLockKind;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// The withdrawal locks in `account_standing`. Whoever changes one holds the account's lock.
@ApplicationScoped
class WithdrawalLocks {

  /// One that is on.
  ///
  /// @param lockedAt when the customer first set it; making it longer or stricter does not change that
  /// @param opensAt  when it ends by itself
  record On(WithdrawalLockKind kind, Instant lockedAt, Instant opensAt) {}

  private static final String FIND = """
      select withdrawal_lock_kind, withdrawals_locked_at, withdrawals_open_at from account_standing
      where account_id = $1 and withdrawals_open_at > $2""";

  /// Empty when withdrawals are open.
  Uni<Optional<On>> find(SqlClient client, AccountId account, Instant now) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value(), Rows.utc(now)))
        .map(rows -> Rows.first(rows).map(WithdrawalLocks::on));
  }

  private static On on(Row row) {
    return new On(WithdrawalLockKind.valueOf(row.getString("withdrawal_lock_kind")),
        Rows.instant(row, "withdrawals_locked_at"), Rows.instant(row, "withdrawals_open_at"));
  }

  private static final String LOCK = """
      update account_standing set withdrawal_lock_kind = $2, withdrawals_locked_at = $3, withdrawals_open_at = $4
      where account_id = $1""";

  Uni<Void> lock(SqlConnection tx, AccountId account, On lock) {
    return tx.preparedQuery(LOCK)
        .execute(Tuple.of(account.value(), lock.kind().name(), Rows.utc(lock.lockedAt()), Rows.utc(lock.opensAt())))
        .replaceWithVoid();
  }

  private static final String LIFT = "update account_standing set withdrawals_open_at = $2 where account_id = $1";

  Uni<Void> lift(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(LIFT).execute(Tuple.of(account.value(), Rows.utc(now))).replaceWithVoid();
  }

  /// A strong factor as the session's step-ups showed it.
  ///
  /// @param shownAt   empty when none did
  /// @param settledAt empty when its age is not known
  record Shown(Optional<Instant> shownAt, Optional<Instant> settledAt) {}

  record BothShown(Shown key, Shown app) {}

  // An elevation that was seen to be over stays over, whatever the clock does.
  private static final String SHOWN = """
      select key_shown_at, key_settled_at, app_shown_at, app_settled_at from session
      where account_id = $1 and id = $2 and ended_at is null and elevated_until > $3""";

  /// Empty when no step-up of the session counts any more.
  Uni<Optional<BothShown>> shown(SqlConnection tx, AccountId account, SessionId session, Instant now) {
    return tx.preparedQuery(SHOWN).execute(Tuple.of(account.value(), session.value(), Rows.utc(now)))
        .map(rows -> Rows.first(rows).map(row -> new BothShown(
            new Shown(Rows.maybeInstant(row, "key_shown_at"), Rows.maybeInstant(row, "key_settled_at")),
            new Shown(Rows.maybeInstant(row, "app_shown_at"), Rows.maybeInstant(row, "app_settled_at")))));
  }
}
