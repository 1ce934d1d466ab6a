package io.portcullis.auth.addressbook;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The table `book_only`. What changes it holds the account's lock. The mode is on until its row is gone: a clock that is wrong, or a
/// job that is late, leaves it on.
@ApplicationScoped
class BookOnlyModes {

  /// @param offAt when it is switched off, if that was asked for
  record BookOnly(Instant since, Optional<Instant> offAt) {}

  // A request of before a freeze or reset is void, also before the job has said so.
  private static final String FIND = """
      select since, case when off_epoch = reset_epoch then off_at end as off_at
      from book_only join account on account.id = account_id where account_id = $1""";

  /// Empty when it is off.
  Uni<Optional<BookOnly>> find(SqlClient client, AccountId account) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value())).map(rows -> Rows.first(rows)
        .map(row -> new BookOnly(Rows.instant(row, "since"), Rows.maybeInstant(row, "off_at"))));
  }

  private static final String ON = "insert into book_only (account_id, since) values ($1, $2) on conflict do nothing";

  /// @return whether it was off
  Uni<Boolean> switchOn(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(ON).execute(Tuple.of(account.value(), Rows.utc(now))).map(rows -> rows.rowCount() == 1);
  }

  private static final String ASK_OFF = """
      update book_only set off_asked_at = $2, off_at = $3, off_epoch = reset_epoch, reminded_at = null
      from account where account.id = account_id and account_id = $1 and off_epoch is distinct from reset_epoch""";

  /// @return whether it is on and nobody had asked
  Uni<Boolean> askOff(SqlConnection tx, AccountId account, Instant now, Instant offAt) {
    return tx.preparedQuery(ASK_OFF).execute(Tuple.of(account.value(), Rows.utc(now), Rows.utc(offAt)))
        .map(rows -> rows.rowCount() == 1);
  }

  private static final String KEEP_ON = """
      update book_only set off_asked_at = null, off_at = null, off_epoch = null, reminded_at = null
      where account_id = $1 and off_at is not null""";

  /// @return whether somebody had asked for it to be switched off
  Uni<Boolean> keepOn(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(KEEP_ON).execute(Tuple.of(account.value())).map(rows -> rows.rowCount() == 1);
  }

  // The account's row first, as every change of the account does. Replicas pass over what another one works at.
  private static final String NEXT = """
      select account_id from book_only join account on account.id = account_id
      where off_at is not null and %s order by off_at limit 1 for update of account skip locked""";
  private static final String NEXT_VOID = NEXT.formatted("off_epoch <> reset_epoch");
  private static final String NEXT_UNTOLD = NEXT.formatted("off_at <= $1 and reminded_at is null and off_epoch = reset_epoch");
  private static final String NEXT_DUE = NEXT.formatted("off_at <= $1 and reminded_at is not null and off_epoch = reset_epoch");

  /// One whose request a freeze or reset has made void, its account's row locked.
  Uni<Optional<AccountId>> lockVoid(SqlConnection tx) {
    return tx.preparedQuery(NEXT_VOID).execute().map(BookOnlyModes::account);
  }

  /// One that is switched off before `until` and whose owner was not told again, its account's row locked.
  Uni<Optional<AccountId>> lockUntold(SqlConnection tx, Instant until) {
    return tx.preparedQuery(NEXT_UNTOLD).execute(Tuple.of(Rows.utc(until))).map(BookOnlyModes::account);
  }

  /// One that is to be switched off now, its account's row locked.
  Uni<Optional<AccountId>> lockDue(SqlConnection tx, Instant now) {
    return tx.preparedQuery(NEXT_DUE).execute(Tuple.of(Rows.utc(now))).map(BookOnlyModes::account);
  }

  // The row may have changed between finding it and locking its account.
  private static final String REMIND = """
      update book_only set reminded_at = $2, off_at = greatest(off_at, $3)
      where account_id = $1 and off_at is not null and reminded_at is null returning off_at""";

  /// After an outage, it is switched off no sooner than `leastNotice` after the owner was told again.
  ///
  /// @return when; empty when there is nothing to remind of any more
  Uni<Optional<Instant>> remind(SqlConnection tx, AccountId account, Instant now, Duration leastNotice) {
    return tx.preparedQuery(REMIND).execute(Tuple.of(account.value(), Rows.utc(now), Rows.utc(now.plus(leastNotice))))
        .map(rows -> Rows.first(rows).map(row -> Rows.instant(row, 0)));
  }

  private static final String OFF = """
      delete from book_only using account where account.id = account_id and account_id = $1 and off_at <= $2
        and reminded_at is not null and off_epoch = reset_epoch""";

  /// @return whether it was switched off; it is not when its owner was quicker
  Uni<Boolean> switchOff(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(OFF).execute(Tuple.of(account.value(), Rows.utc(now))).map(rows -> rows.rowCount() == 1);
  }

  private static Optional<AccountId> account(RowSet<Row> rows) {
    return Rows.first(rows).map(row -> new AccountId(row.getUUID(0)));
  }
}
