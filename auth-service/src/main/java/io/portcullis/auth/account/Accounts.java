package io.portcullis.auth.account;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;

/// The tables `account` and `identifier`.
@ApplicationScoped
public class Accounts {

  // The foreign key is checked at commit, so the identifier can go first: it decides whether there will be an account.
  private static final String CLAIM = """
      insert into identifier (canonical, account_id, type, verified_at) values ($1, $2, $3, $4)
      on conflict (canonical) do nothing""";
  private static final String INSERT =
      "insert into account (id, status, locale, created_at) values ($1, 'active', $2, $3)";

  /// Adds an active account, unless another one has the identifier: of two that prove it at once, one wins.
  ///
  /// @return whether it was added
  public Uni<Boolean> add(SqlConnection tx, AccountId account, Identifier identifier, String locale, Instant now) {
    var at = now.atOffset(ZoneOffset.UTC);
    return tx.preparedQuery(CLAIM)
        .execute(Tuple.of(identifier.canonical(), account.value(), identifier.type().wireName(), at))
        .chain(claimed -> claimed.rowCount() == 0
            ? Uni.createFrom().item(false)
            : tx.preparedQuery(INSERT).execute(Tuple.of(account.value(), locale, at)).replaceWith(true));
  }

  private static final String FIND = """
      select a.id, a.status, a.locale, a.created_at, i.type, i.canonical, i.verified_at
      from account a join identifier i on i.account_id = a.id where a.id = $1 order by i.verified_at, i.canonical""";

  public Uni<Optional<Account>> find(SqlClient client, AccountId account) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value())).map(Accounts::read);
  }

  private static final String FIND_BY_IDENTIFIER = """
      select a.id, a.status, a.locale, a.created_at, i.type, i.canonical, i.verified_at
      from identifier typed join account a on a.id = typed.account_id join identifier i on i.account_id = a.id
      where typed.canonical = $1 order by i.verified_at, i.canonical""";

  public Uni<Optional<Account>> find(SqlClient client, Identifier identifier) {
    return client.preparedQuery(FIND_BY_IDENTIFIER).execute(Tuple.of(identifier.canonical())).map(Accounts::read);
  }

  private static final String LOCK = "select status from account where id = $1 for update";

  /// The status as it will be until `tx` ends; empty for an unknown account.
  public Uni<Optional<AccountStatus>> lock(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(account.value()))
        .map(rows -> rows.size() == 0
            ? Optional.empty() : Optional.of(AccountStatus.of(rows.iterator().next().getString(0))));
  }

  private static final String FREEZE = "update account set status = 'frozen', frozen_at = $2 where id = $1";

  /// Again for a frozen account: what was issued since the last freeze is void too.
  public Uni<Void> freeze(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(FREEZE).execute(Tuple.of(account.value(), now.atOffset(ZoneOffset.UTC))).replaceWithVoid();
  }

  private static final String VOID_RESETS = "update account set reset_links_not_before = $2 where id = $1";

  /// What was issued until `now` to set a new password by is void.
  public Uni<Void> voidResets(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(VOID_RESETS)
        .execute(Tuple.of(account.value(), now.atOffset(ZoneOffset.UTC))).replaceWithVoid();
  }

  private static final String VOIDED_SINCE =
      "select 1 from account where id = $1 and (frozen_at >= $2 or reset_links_not_before >= $2)";

  /// Whether the account was frozen at `instant` or later, even if it is not now, or its password or identifiers were
  /// changed so that older resets are void. Read under [#lock], it stays so.
  public Uni<Boolean> voidedResetsSince(SqlConnection tx, AccountId account, Instant instant) {
    return tx.preparedQuery(VOIDED_SINCE).execute(Tuple.of(account.value(), instant.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.size() > 0);
  }

  private static Optional<Account> read(RowSet<Row> rows) {
    var identifiers = new ArrayList<Account.Proved>();
    for (Row row : rows) {
      identifiers.add(new Account.Proved(
          Identifier.stored(row.getString("type"), row.getString("canonical")), instant(row, "verified_at")));
    }
    if (identifiers.isEmpty()) {
      return Optional.empty();
    }
    Row first = rows.iterator().next();
    return Optional.of(new Account(new AccountId(first.getUUID("id")), AccountStatus.of(first.getString("status")),
        first.getString("locale"), instant(first, "created_at"), identifiers));
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }
}
