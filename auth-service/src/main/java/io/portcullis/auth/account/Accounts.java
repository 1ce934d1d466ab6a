package io.portcullis.auth.account;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/// The tables `account` and `identifier`.
@ApplicationScoped
public class Accounts {

  private final Clock clock;

  private final Quarantine quarantine;
  private final OwnNumbersOwed numbersOwed;

  Accounts(Quarantine quarantine, OwnNumbersOwed numbersOwed, Clock clock) {
    this.quarantine = quarantine;
    this.numbersOwed = numbersOwed;
    this.clock = clock;
  }

  private static final String LOCK_IDENTIFIER = "select pg_advisory_xact_lock(hashtext('identifier'), hashtext($1))";

  // The foreign key is checked at commit, so the identifier can go first: it decides whether there will be an account.
  // What another account lost lately is kept for it, so that it can be taken back.
  private static final String CLAIM = """
      insert into identifier (canonical, account_id, type, verified_at)
      select $1::text, $2::uuid, $3::text, $4::timestamptz
      where not exists (select 1 from identifier_change
        where removed = $1 and account_id <> $2 and ends_at > $4 and void_at is null)
      on conflict (canonical) do nothing""";

  /// Gives the account one identifier more, unless another has it or is kept it, or a closed one had it lately. Of two that prove it
  /// at once, one wins.
  ///
  /// @return whether the account has it now
  public Uni<Boolean> claim(SqlConnection tx, AccountId account, Identifier identifier, Instant now) {
    // A removal holds the same lock: its end must be seen, and what it keeps for its account, too.
    return tx.preparedQuery(LOCK_IDENTIFIER).execute(Tuple.of(identifier.canonical()))
        .chain(() -> quarantine.holds(tx, identifier, now))
        .chain(held -> held ? Uni.createFrom().item(false) : tx.preparedQuery(CLAIM).execute(Tuple.of(identifier.canonical(),
            account.value(), identifier.type().wireName(), now.atOffset(ZoneOffset.UTC))).map(claimed -> claimed.rowCount() == 1))
        .call(claimed -> claimed ? numbersOwed.owe(tx, account, identifier) : done());
  }

  private static final String INSERT =
      "insert into account (id, status, locale, created_at) values ($1, 'active', $2, $3)";

  /// Adds an active account, unless another one has the identifier: of two that prove it at once, one wins.
  ///
  /// @return whether it was added
  public Uni<Boolean> add(SqlConnection tx, AccountId account, Identifier identifier, String locale, Instant now) {
    var at = now.atOffset(ZoneOffset.UTC);
    return claim(tx, account, identifier, now)
        .chain(claimed -> !claimed
            ? Uni.createFrom().item(false)
            : tx.preparedQuery(INSERT).execute(Tuple.of(account.value(), locale, at)).replaceWith(true));
  }

  private static final String FIND = """
      select a.id, %s, a.locale, a.created_at, i.id as identifier_id, i.type, i.canonical, i.verified_at,
        i.primary_since
      from account a join identifier i on i.account_id = a.id where a.id = $1
      order by i.primary_since desc nulls last, i.verified_at, i.canonical""".formatted(AccountStatus.OF_ROW);

  public Uni<Optional<Account>> find(SqlClient client, AccountId account) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value())).map(Accounts::read);
  }

  private static final String FIND_BY_IDENTIFIER = """
      select a.id, %s, a.locale, a.created_at, i.id as identifier_id, i.type, i.canonical, i.verified_at,
        i.primary_since
      from identifier typed join account a on a.id = typed.account_id join identifier i on i.account_id = a.id
      where typed.canonical = $1
      order by i.primary_since desc nulls last, i.verified_at, i.canonical""".formatted(AccountStatus.OF_ROW);

  public Uni<Optional<Account>> find(SqlClient client, Identifier identifier) {
    return client.preparedQuery(FIND_BY_IDENTIFIER).execute(Tuple.of(identifier.canonical())).map(Accounts::read);
  }

  private static final String HOLDER = """
      select account_id from identifier where canonical = $1
      union all
      select account_id from identifier_change where removed = $1 and ends_at > $2 and void_at is null
      limit 1""";

  /// The account that has the identifier, or had it and may still take it back.
  public Uni<Optional<Account>> holder(SqlClient client, Identifier identifier) {
    return client.preparedQuery(HOLDER)
        .execute(Tuple.of(identifier.canonical(), clock.instant().atOffset(ZoneOffset.UTC)))
        .chain(rows -> rows.size() == 0
            ? Uni.createFrom().item(Optional.empty())
            : find(client, new AccountId(rows.iterator().next().getUUID("account_id"))));
  }

  private static final String LOCK = "select %s from account a where a.id = $1 for update".formatted(AccountStatus.OF_ROW);

  /// The status as it will be until `tx` ends; empty for an unknown account.
  public Uni<Optional<AccountStatus>> lock(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(account.value()))
        .map(rows -> rows.size() == 0
            ? Optional.empty() : Optional.of(AccountStatus.of(rows.iterator().next().getString(0))));
  }

  /// The same, and empty for a closed account, too.
  public Uni<Optional<AccountStatus>> lockUnlessClosed(SqlConnection tx, AccountId account) {
    return lock(tx, account).map(status -> status.filter(known -> known != AccountStatus.CLOSED));
  }

  private static final String FREEZE = """
      update account set status = 'frozen', frozen_at = $2, reset_epoch = reset_epoch + 1,
        frozen_since = case when status = 'frozen' then coalesce(frozen_since, frozen_at) else $2 end,
        standing_version = standing_version + 1 where id = $1""";

  /// Again for a frozen account: what was issued since the last freeze is void too.
  public Uni<Void> freeze(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(FREEZE).execute(Tuple.of(account.value(), now.atOffset(ZoneOffset.UTC))).replaceWithVoid();
  }

  private static final String UNFREEZE = """
      update account set status = 'active', reset_links_not_before = $3, unfrozen_at = $3, reset_epoch = reset_epoch + 1,
        standing_version = standing_version + 1
      where id = $1 and status = 'frozen' and standing_version = $2 and password_request = $4""";

  /// Opens the account to sign-ins again, unless another freeze or unfreeze came between, or another order set a password. Links of
  /// the freeze's time are void.
  ///
  /// @param version  as [#freezeOf] told it
  /// @param password the order that set the password
  /// @return whether this call opened it
  public Uni<Boolean> unfreeze(SqlConnection tx, AccountId account, int version, UUID password, Instant now) {
    return tx.preparedQuery(UNFREEZE).execute(Tuple.of(account.value(), version, now.atOffset(ZoneOffset.UTC), password))
        .map(opened -> opened.rowCount() == 1);
  }

  private static final String UNFROZEN_SINCE = "select 1 from account where id = $1 and date_trunc('second', unfrozen_at) > $2";

  /// Whether a freeze of the account has ended since. Alerts tell their time in whole seconds.
  public Uni<Boolean> isUnfrozenSince(SqlConnection tx, AccountId account, Instant moment) {
    return tx.preparedQuery(UNFROZEN_SINCE).execute(Tuple.of(account.value(), moment.atOffset(ZoneOffset.UTC))).map(rows -> rows.size() > 0);
  }

  private static final String CLOSE = """
      update account set status = 'closed', closed_at = $2, locale = 'en', reset_epoch = reset_epoch + 1,
        standing_version = standing_version + 1 where id = $1""";

  /// For good.
  public Uni<Void> close(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(CLOSE).execute(Tuple.of(account.value(), now.atOffset(ZoneOffset.UTC))).replaceWithVoid();
  }

  private static final String FREEZE_OF = """
      select standing_version, coalesce(frozen_since, frozen_at) as since from account where id = $1 and status = 'frozen'
        and frozen_at is not null""";

  /// @param version names this freeze: the next one has another
  /// @param since   when the account was frozen first: again moves the version, and not this
  public record Freeze(int version, Instant since) {}

  /// Empty while the account is not frozen.
  public Uni<Optional<Freeze>> freezeOf(SqlClient client, AccountId account) {
    return client.preparedQuery(FREEZE_OF).execute(Tuple.of(account.value()))
        .map(rows -> rows.stream().findFirst().map(row -> new Freeze(row.getInteger(0), instant(row, "since"))));
  }

  private static final String SHUT = """
      update account set locked_at = $2, lock_reason = $3, lock_version = lock_version + 1,
        reset_epoch = reset_epoch + case when status = 'active' then 1 else 0 end
      where id = $1 and locked_at is null""";

  /// Locks the account in the name of the staff. What a thief may have begun, such as a closing, is void. The way back of a frozen
  /// account goes on.
  ///
  /// @return whether it was not locked before
  public Uni<Boolean> shut(SqlConnection tx, AccountId account, String reason, Instant now) {
    return tx.preparedQuery(SHUT).execute(Tuple.of(account.value(), now.atOffset(ZoneOffset.UTC), reason))
        .map(shut -> shut.rowCount() == 1);
  }

  private static final String OPEN = """
      update account set locked_at = null, lock_reason = null where id = $1 and lock_version = $2 and locked_at is not null""";

  /// Takes this lock of the staff away, and nothing else: a frozen account stays frozen.
  ///
  /// @return whether the account had this very lock
  public Uni<Boolean> open(SqlConnection tx, AccountId account, int version) {
    return tx.preparedQuery(OPEN).execute(Tuple.of(account.value(), version)).map(opened -> opened.rowCount() == 1);
  }

  private static final String OPEN_OLDER = """
      update account set locked_at = null, lock_reason = null where id = $1 and locked_at < $2""";

  /// The same, if it was locked before this moment.
  public Uni<Boolean> openOlder(SqlConnection tx, AccountId account, Instant lockedBefore) {
    return tx.preparedQuery(OPEN_OLDER).execute(Tuple.of(account.value(), lockedBefore.atOffset(ZoneOffset.UTC)))
        .map(opened -> opened.rowCount() == 1);
  }

  private static final String VOID_RESETS =
      "update account set reset_links_not_before = $2, reset_epoch = reset_epoch + 1 where id = $1";

  /// What was issued until `now` to set a new password by is void.
  public Uni<Void> voidResets(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(VOID_RESETS)
        .execute(Tuple.of(account.value(), now.atOffset(ZoneOffset.UTC))).replaceWithVoid();
  }

  private static final String PASSWORD_SET_BY = "update account set password_request = $2 where id = $1";

  /// Notes which order has set the password, in its transaction.
  public Uni<Void> passwordSetBy(SqlConnection tx, AccountId account, UUID request) {
    return tx.preparedQuery(PASSWORD_SET_BY).execute(Tuple.of(account.value(), request)).replaceWithVoid();
  }

  private static final String LET_IN_BY_ADDRESS =
      "update account set let_in_by_address_at = greatest(let_in_by_address_at, $2) where id = $1";

  /// An address has reset the password, or confirmed a sign-in: for a while, the password proves no more than that mailbox does.
  public Uni<Void> letInByAddress(SqlClient client, AccountId account, Instant now) {
    return client.preparedQuery(LET_IN_BY_ADDRESS).execute(Tuple.of(account.value(), now.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private static final String LET_IN_BY_ADDRESS_AT = "select let_in_by_address_at from account where id = $1";

  /// When that was last; empty when it never was.
  public Uni<Optional<Instant>> letInByAddressAt(SqlClient client, AccountId account) {
    return client.preparedQuery(LET_IN_BY_ADDRESS_AT).execute(Tuple.of(account.value()))
        .map(rows -> rows.stream().findFirst().map(row -> row.getOffsetDateTime(0)).map(OffsetDateTime::toInstant));
  }

  private static final String RESET_EPOCH = """
      select reset_epoch from account a join identifier i on i.account_id = a.id where i.canonical = $1""";

  /// The number of the account's freezes and changes that void links, for a link to be issued. Read it before whatever
  /// else the link depends on: then a change in between voids the link.
  public Uni<Optional<Integer>> resetEpoch(SqlClient client, Identifier identifier) {
    return client.preparedQuery(RESET_EPOCH).execute(Tuple.of(identifier.canonical()))
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next().getInteger(0)));
  }

  private static final String EPOCH = "select reset_epoch from account where id = $1";

  /// The number of the account's freezes and changes of password and identifiers. Under [#lock] it stays: what was allowed at
  /// another number is out of date.
  public Uni<Integer> epoch(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(EPOCH).execute(Tuple.of(account.value())).map(rows -> rows.iterator().next().getInteger(0));
  }

  // Two services' clocks may differ by more than lies between a link and a freeze: the number alone decides. A link
  // of an earlier release has none.
  private static final String VOIDS = """
      select 1 from account where id = $1 and case when $3::integer is not null then reset_epoch <> $3
        else frozen_at >= $2 or reset_links_not_before >= $2 end""";

  /// Whether the account was frozen since `proof` was issued, even if it is not now, or its password or identifiers were
  /// changed so that older resets are void. Read under [#lock], it stays so.
  public Uni<Boolean> voids(SqlClient client, AccountId account, ResetProof proof) {
    return client.preparedQuery(VOIDS).execute(Tuple.of(account.value(), proof.issuedAt().atOffset(ZoneOffset.UTC),
        proof.epoch().orElse(null))).map(rows -> rows.size() > 0);
  }

  private static Optional<Account> read(RowSet<Row> rows) {
    var identifiers = new ArrayList<Account.Proved>();
    for (Row row : rows) {
      identifiers.add(new Account.Proved(row.getUUID("identifier_id"),
          Identifier.stored(row.getString("type"), row.getString("canonical")), instant(row, "verified_at"),
          Optional.ofNullable(row.getOffsetDateTime("primary_since")).map(OffsetDateTime::toInstant)));
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
