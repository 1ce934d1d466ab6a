package io.portcullis.auth.closure;

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

/// The table `account_closure`. What changes it holds the account's lock.
@ApplicationScoped
class AccountClosures {

  record Closure(Instant askedAt, Instant closesAt) {}

  // One of before a freeze or reset is void, also before the job has said so.
  private static final String FIND = """
      select asked_at, closes_at from account_closure join account on account.id = account_id
      where account_id = $1 and epoch = reset_epoch""";

  Uni<Optional<Closure>> find(SqlClient client, AccountId account) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value())).map(rows -> Rows.first(rows)
        .map(row -> new Closure(Rows.instant(row, "asked_at"), Rows.instant(row, "closes_at"))));
  }

  private static final String ASK = """
      insert into account_closure as known (account_id, asked_at, closes_at, epoch)
      select id, $2, $3, reset_epoch from account where id = $1
      on conflict (account_id) do update set asked_at = excluded.asked_at, closes_at = excluded.closes_at, epoch = excluded.epoch,
        reminded_at = null where known.epoch <> excluded.epoch""";

  /// @return whether nobody had asked
  Uni<Boolean> ask(SqlConnection tx, AccountId account, Instant now, Instant closesAt) {
    return tx.preparedQuery(ASK).execute(Tuple.of(account.value(), Rows.utc(now), Rows.utc(closesAt))).map(rows -> rows.rowCount() == 1);
  }

  private static final String CANCEL = "delete from account_closure where account_id = $1";

  /// @return whether somebody had asked
  Uni<Boolean> cancel(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(CANCEL).execute(Tuple.of(account.value())).map(rows -> rows.rowCount() == 1);
  }

  // The account's row first, as every change of the account does. Replicas pass over what another one works at.
  private static final String NEXT = """
      select account_id from account_closure join account on account.id = account_id
      where %s order by closes_at limit 1 for update of account skip locked""";
  private static final String NEXT_VOID = NEXT.formatted("epoch <> reset_epoch");
  private static final String NEXT_UNTOLD = NEXT.formatted("closes_at <= $1 and reminded_at is null and epoch = reset_epoch");
  private static final String NEXT_DUE = NEXT.formatted("closes_at <= $1 and reminded_at is not null and epoch = reset_epoch");

  Uni<Optional<AccountId>> lockVoid(SqlConnection tx) {
    return tx.preparedQuery(NEXT_VOID).execute().map(AccountClosures::account);
  }

  /// One that ends before `until` and whose owner was not told again.
  Uni<Optional<AccountId>> lockUntold(SqlConnection tx, Instant until) {
    return tx.preparedQuery(NEXT_UNTOLD).execute(Tuple.of(Rows.utc(until))).map(AccountClosures::account);
  }

  Uni<Optional<AccountId>> lockDue(SqlConnection tx, Instant now) {
    return tx.preparedQuery(NEXT_DUE).execute(Tuple.of(Rows.utc(now))).map(AccountClosures::account);
  }

  // The row may have changed between finding it and locking its account.
  private static final String REMIND = """
      update account_closure set reminded_at = $2, closes_at = greatest(closes_at, $3)
      where account_id = $1 and reminded_at is null returning closes_at""";

  /// After an outage, the account is closed no sooner than `leastNotice` after its owner was told again.
  Uni<Optional<Instant>> remind(SqlConnection tx, AccountId account, Instant now, Duration leastNotice) {
    return tx.preparedQuery(REMIND).execute(Tuple.of(account.value(), Rows.utc(now), Rows.utc(now.plus(leastNotice))))
        .map(rows -> Rows.first(rows).map(row -> Rows.instant(row, 0)));
  }

  private static final String TAKE_DUE = """
      delete from account_closure using account where account.id = account_id and account_id = $1 and closes_at <= $2
        and reminded_at is not null and epoch = reset_epoch""";

  /// @return whether the account is to be closed by this caller; it is not when its owner was quicker
  Uni<Boolean> takeDue(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(TAKE_DUE).execute(Tuple.of(account.value(), Rows.utc(now))).map(rows -> rows.rowCount() == 1);
  }

  private static final String POSTPONE = "update account_closure set closes_at = $2 where account_id = $1";

  Uni<Void> postpone(SqlConnection tx, AccountId account, Instant until) {
    return tx.preparedQuery(POSTPONE).execute(Tuple.of(account.value(), Rows.utc(until))).replaceWithVoid();
  }

  private static Optional<AccountId> account(RowSet<Row> rows) {
    return Rows.first(rows).map(row -> new AccountId(row.getUUID(0)));
  }
}
