package io.portcullis.auth.addressbook;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `address_book_entry`. What changes it holds the account's lock.
@ApplicationScoped
class BookEntries {

  private final Ids ids;

  BookEntries(Ids ids) {
    this.ids = ids;
  }

  private static final String SELECT = """
      select id, asset, network, address, memo, label, address_key, added_at, usable_at from address_book_entry
      where account_id = $1""";

  private static final String OF = SELECT + " order by added_at desc, id desc";

  /// Newest first. [AddressBookConfig#entriesPerAccount] bounds them.
  Uni<List<BookEntry>> of(SqlClient client, AccountId account) {
    return client.preparedQuery(OF).execute(Tuple.of(account.value())).map(rows -> rows.stream().map(BookEntries::entry).toList());
  }

  private static final String FIND = SELECT + " and approval_id = $2";

  Uni<Optional<BookEntry>> findByApproval(SqlClient client, AccountId account, UUID approval) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value(), approval)).map(rows -> Rows.first(rows).map(BookEntries::entry));
  }

  private static final String ADD = """
      insert into address_book_entry (id, account_id, approval_id, asset, network, address, memo, label, network_key, address_key,
        added_at, usable_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""";

  /// @param key the one spelling of all that are the same address
  record NewEntry(Destination to, String key, String label) {

    @Override
    public String toString() {
      return "NewEntry[redacted]";
    }
  }

  Uni<BookEntry> add(SqlConnection tx, AccountId account, UUID approval, NewEntry wanted, Instant now, Instant usableAt) {
    var entry = new BookEntry(ids.next(), wanted.to(), wanted.key(), wanted.label(), now, usableAt);
    Destination to = wanted.to();
    return tx.preparedQuery(ADD).execute(Tuple.from(new Object[] {entry.id(), account.value(), approval, to.asset(), to.network(),
        to.address(), to.memo(), entry.label(), to.networkKey(), entry.key(), Rows.utc(now), Rows.utc(usableAt)})).replaceWith(entry);
  }

  private static final String REMOVE = "delete from address_book_entry where id = $1 and account_id = $2 returning asset, network";

  /// @param asset of the entry that is gone
  record Removed(String asset, String network) {}

  /// Empty for another account's, too.
  Uni<Optional<Removed>> remove(SqlConnection tx, AccountId account, UUID id) {
    return tx.preparedQuery(REMOVE).execute(Tuple.of(id, account.value()))
        .map(rows -> Rows.first(rows).map(row -> new Removed(row.getString(0), row.getString(1))));
  }

  // One statement, one snapshot; under the account's lock neither changes.
  private static final String LOOK_UP = """
      select exists (select 1 from book_only where account_id = $1) as book_only, (select usable_at from address_book_entry
        where account_id = $1 and network_key = $2 and address_key = $3 and asset = $4 and memo = $5) as usable_at""";

  /// @param bookOnly whether money of the account goes to its book alone
  /// @param usableAt of the entry; empty when it is not in the book
  record LookedUp(boolean bookOnly, Optional<Instant> usableAt) {}

  /// @param key of the address; empty for what is none on its network
  Uni<LookedUp> lookUp(SqlClient client, AccountId account, Destination to, Optional<String> key) {
    return client.preparedQuery(LOOK_UP)
        .execute(Tuple.of(account.value(), to.networkKey(), key.orElse(""), to.asset(), to.memo()))
        .map(rows -> new LookedUp(Rows.one(rows).getBoolean("book_only"), Rows.maybeInstant(Rows.one(rows), "usable_at")));
  }

  private static BookEntry entry(Row row) {
    var to = new Destination(row.getString("asset"), row.getString("network"), row.getString("address"), row.getString("memo"));
    return new BookEntry(row.getUUID("id"), to, row.getString("address_key"), row.getString("label"), Rows.instant(row, "added_at"),
        Rows.instant(row, "usable_at"));
  }
}
