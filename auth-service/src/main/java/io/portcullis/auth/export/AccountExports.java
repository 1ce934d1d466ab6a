package io.portcullis.auth.export;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `account_export`. What its owner does holds the account's lock; what the jobs do passes over what others work at.
@ApplicationScoped
class AccountExports {

  private static final String COLUMNS = "id, account_id, state, asked_at, opens_at, ends_at";

  private static final String LIST =
      "select %s from account_export where account_id = $1 order by asked_at desc limit 20".formatted(COLUMNS);

  /// The newest first.
  Uni<List<AccountExport>> list(SqlClient client, AccountId account) {
    return client.preparedQuery(LIST).execute(Tuple.of(account.value()))
        .map(rows -> rows.stream().map(AccountExports::read).toList());
  }

  private static final String FIND = "select %s from account_export where id = $1 and account_id = $2".formatted(COLUMNS);

  Uni<Optional<AccountExport>> find(SqlClient client, AccountId account, UUID id) {
    return client.preparedQuery(FIND).execute(Tuple.of(id, account.value())).map(AccountExports::first);
  }

  private static final String OPEN = """
      select %s from account_export where account_id = $1 and state in ('waiting', 'gathering', 'ready')""".formatted(COLUMNS);

  Uni<Optional<AccountExport>> open(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(OPEN).execute(Tuple.of(account.value())).map(AccountExports::first);
  }

  private static final String ASKED_SINCE = """
      select asked_at, state = 'cancelled' as cancelled, asked_session is not distinct from $3 as here
      from account_export where account_id = $1 and asked_at > $2 order by asked_at""";

  /// @param here whether in this session
  record Earlier(Instant askedAt, boolean cancelled, boolean here) {}

  /// The oldest first.
  Uni<List<Earlier>> askedSince(SqlConnection tx, AccountId account, SessionId session, Instant since) {
    return tx.preparedQuery(ASKED_SINCE).execute(Tuple.of(account.value(), Rows.utc(since), session.value()))
        .map(rows -> rows.stream()
            .map(row -> new Earlier(Rows.instant(row, "asked_at"), row.getBoolean("cancelled"), row.getBoolean("here"))).toList());
  }

  private static final String ASK = """
      insert into account_export (id, account_id, state, epoch, asked_at, opens_at, asked_session)
      select $1, id, 'waiting', reset_epoch, $3, $4, $5 from account where id = $2 returning %s"""
      .formatted("account_export." + COLUMNS.replace(", ", ", account_export."));

  Uni<AccountExport> ask(SqlConnection tx, UUID id, Customer customer, Instant now, Instant opensAt) {
    return tx.preparedQuery(ASK).execute(Tuple.of(id, customer.account().value(), Rows.utc(now), Rows.utc(opensAt),
            customer.session().value()))
        .map(rows -> read(Rows.one(rows)));
  }

  private static final String CANCEL = """
      update account_export set state = 'cancelled', sealed_key = null
      where id = $1 and account_id = $2 and state in ('waiting', 'gathering', 'ready')""";

  /// @return whether it was open
  Uni<Boolean> cancel(SqlConnection tx, AccountId account, UUID id) {
    return tx.preparedQuery(CANCEL).execute(Tuple.of(id, account.value())).map(rows -> rows.rowCount() == 1);
  }

  private static final String CANCEL_VOID = """
      update account_export set state = 'cancelled', sealed_key = null from account
      where account.id = account_id and account_id = $1 and epoch <> reset_epoch and state in ('waiting', 'gathering', 'ready')
      returning account_export.id""";

  /// One of before a freeze or a new password, where the job has not come to it yet.
  Uni<Optional<UUID>> cancelVoid(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(CANCEL_VOID).execute(Tuple.of(account.value())).map(rows -> Rows.first(rows).map(row -> row.getUUID(0)));
  }

  private static final String FETCH = """
      with ready as (
        select account_export.id, sealed_key from account_export join account on account.id = account_id
        where account_export.id = $1 and account_id = $2 and state = 'ready' and ends_at > $3 and epoch = reset_epoch
        for update of account_export)
      update account_export set state = 'fetched', sealed_key = null from ready
      where account_export.id = ready.id and state = 'ready' returning ready.sealed_key""";

  /// Its key, to one caller alone; empty when it can't be fetched.
  Uni<Optional<String>> fetch(SqlConnection tx, AccountId account, UUID id, Instant now) {
    return tx.preparedQuery(FETCH).execute(Tuple.of(id, account.value(), Rows.utc(now)))
        .map(rows -> Rows.first(rows).map(row -> row.getString(0)));
  }

  // The account's row first, as every change of the account does.
  private static final String NEXT_VOID = """
      select account_export.id, account_id from account_export join account on account.id = account_id
      where state in ('waiting', 'gathering', 'ready') and epoch <> reset_epoch limit 1 for update of account skip locked""";

  record Found(UUID id, AccountId account) {}

  Uni<Optional<Found>> lockVoid(SqlConnection tx) {
    return tx.preparedQuery(NEXT_VOID).execute().map(AccountExports::found);
  }

  private static final String EXPIRE = """
      update account_export set state = 'expired', sealed_key = null where id =
        (select id from account_export where state = 'ready' and ends_at <= $1 order by ends_at limit 1 for update skip locked)
      returning id, account_id""";

  Uni<Optional<Found>> expireNext(SqlConnection tx, Instant now) {
    return tx.preparedQuery(EXPIRE).execute(Tuple.of(Rows.utc(now))).map(AccountExports::found);
  }

  private static final String FAIL = """
      update account_export set state = 'failed', sealed_key = null where id = $1 and state = 'gathering'""";

  Uni<Void> fail(SqlConnection tx, UUID id) {
    return tx.preparedQuery(FAIL).execute(Tuple.of(id)).replaceWithVoid();
  }

  private static final String FAIL_NEXT = """
      update account_export set state = 'failed', sealed_key = null where id =
        (select id from account_export where state = 'gathering' and opens_at <= $1 order by opens_at limit 1 for update skip locked)
      returning id, account_id""";

  /// One that has been gathered since before `begun`.
  Uni<Optional<Found>> failNext(SqlConnection tx, Instant begun) {
    return tx.preparedQuery(FAIL_NEXT).execute(Tuple.of(Rows.utc(begun))).map(AccountExports::found);
  }

  private static final String NEXT_DUE = """
      select export.id, account_id from account_export export join account on account.id = account_id
      where state = 'waiting' and opens_at <= $1 and epoch = reset_epoch order by opens_at limit 1 for update of export skip locked""";
  private static final String BEGIN = "update account_export set state = 'gathering', sealed_key = $2 where id = $1";

  Uni<Optional<Found>> lockDue(SqlConnection tx, Instant now) {
    return tx.preparedQuery(NEXT_DUE).execute(Tuple.of(Rows.utc(now))).map(AccountExports::found);
  }

  Uni<Void> begin(SqlConnection tx, UUID id, String sealedKey) {
    return tx.preparedQuery(BEGIN).execute(Tuple.of(id, sealedKey)).replaceWithVoid();
  }

  private static final String TAKE_TURN = """
      update account_export set next_try_at = $2 where id =
        (select id from account_export where state = 'gathering' and next_try_at <= $1
          order by next_try_at limit 1 for update skip locked)
      returning id, account_id""";

  /// One that is being gathered, for this replica alone until `until`.
  Uni<Optional<Found>> takeTurn(SqlClient client, Instant now, Instant until) {
    return client.preparedQuery(TAKE_TURN).execute(Tuple.of(Rows.utc(now), Rows.utc(until))).map(AccountExports::found);
  }

  private static final String LOCK_GATHERING =
      "select account_id, sealed_key from account_export where id = $1 and state = 'gathering' for update";

  record Gathering(AccountId account, String sealedKey) {}

  /// Empty when it is not being gathered any more.
  Uni<Optional<Gathering>> lockGathering(SqlConnection tx, UUID id) {
    return tx.preparedQuery(LOCK_GATHERING).execute(Tuple.of(id)).map(rows -> Rows.first(rows)
        .map(row -> new Gathering(new AccountId(row.getUUID("account_id")), row.getString("sealed_key"))));
  }

  private static final String READY = "update account_export set state = 'ready', ends_at = $2 where id = $1";

  Uni<Void> ready(SqlConnection tx, UUID id, Instant endsAt) {
    return tx.preparedQuery(READY).execute(Tuple.of(id, Rows.utc(endsAt))).replaceWithVoid();
  }

  private static final String OLDEST_GATHERING = "select min(opens_at) as oldest from account_export where state = 'gathering'";

  Uni<Optional<Instant>> oldestGathering(SqlClient client) {
    return client.preparedQuery(OLDEST_GATHERING).execute().map(rows -> Rows.maybeInstant(Rows.one(rows), "oldest"));
  }

  private static final String SWEEP = """
      delete from account_export where asked_at <= $1 and state in ('fetched', 'cancelled', 'expired', 'failed')""";

  Uni<Void> sweep(SqlClient client, Instant askedBefore) {
    return client.preparedQuery(SWEEP).execute(Tuple.of(Rows.utc(askedBefore))).replaceWithVoid();
  }

  private static Optional<AccountExport> first(RowSet<Row> rows) {
    return Rows.first(rows).map(AccountExports::read);
  }

  private static Optional<Found> found(RowSet<Row> rows) {
    return Rows.first(rows).map(row -> new Found(row.getUUID("id"), new AccountId(row.getUUID("account_id"))));
  }

  private static AccountExport read(Row row) {
    return new AccountExport(row.getUUID("id"), new AccountId(row.getUUID("account_id")), ExportState.of(row.getString("state")),
        Rows.instant(row, "asked_at"), Rows.instant(row, "opens_at"), Rows.maybeInstant(row, "ends_at"));
  }
}
