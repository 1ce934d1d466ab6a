package io.portcullis.notification.contact;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What mail providers reported of an account's addresses: that mail comes back, or that its reader complained.
///
/// A mark counts for 30 days. Then mail is tried again, and another report marks the address again.
@ApplicationScoped
public class AddressMarks {

  private static final Duration COUNTS = Duration.ofDays(30);
  private static final String ALL = "";

  private final Contacts contacts;
  private final AddressDigests digests;
  private final Clock clock;

  AddressMarks(Contacts contacts, AddressDigests digests, Clock clock) {
    this.contacts = contacts;
    this.digests = digests;
    this.clock = clock;
  }

  /// Whether the account still has the address.
  public Uni<Boolean> isKnown(SqlClient client, AccountId account, String digest) {
    return contacts.find(client, account).map(found -> found.map(Contacts.Reachable::addresses).orElse(List.of()).stream()
        .anyMatch(address -> digests.matches(digest, address.value())));
  }

  private static final String ADD = """
      insert into address_mark as known (account_id, address, kind, marked_at) values ($1, $2, $3, $4)
      on conflict (account_id, address, kind) do update set marked_at = excluded.marked_at where known.marked_at <= $5
      returning account_id""";

  /// @param digest of the address
  /// @return whether that is news
  public Uni<Boolean> comesBack(SqlConnection tx, AccountId account, String digest) {
    return add(tx, account, digest, ALL);
  }

  /// @param kind wire name of what the mail told
  /// @return whether that is news
  public Uni<Boolean> isUnwanted(SqlConnection tx, AccountId account, String digest, String kind) {
    return add(tx, account, digest, kind);
  }

  private Uni<Boolean> add(SqlConnection tx, AccountId account, String digest, String kind) {
    return tx.preparedQuery(ADD).execute(Tuple.of(account.value(), digest, kind, Rows.utc(clock.instant()), countsSince()))
        .map(rows -> rows.size() > 0);
  }

  private static final String LIFT = "delete from address_mark where account_id = $1 and address = $2 and kind = '' and marked_at < $3";

  /// A mail has arrived there.
  ///
  /// @param sent when that mail was written: an older mark does not survive it
  /// @return whether there was a mark
  public Uni<Boolean> arrives(SqlConnection tx, AccountId account, String digest, Instant sent) {
    return tx.preparedQuery(LIFT).execute(Tuple.of(account.value(), digest, Rows.utc(sent))).map(rows -> rows.rowCount() > 0);
  }

  private static final String KEEP = "delete from address_mark where account_id = $1 and not (address = any ($2))";

  /// Forgets the marks of what left the account: if it comes back, it was proved anew.
  Uni<Void> keepOnly(SqlConnection tx, AccountId account, List<Address> addresses) {
    return tx.preparedQuery(KEEP).execute(Tuple.of(account.value(),
        addresses.stream().flatMap(address -> digests.everyOf(address.value()).stream()).toArray(String[]::new))).replaceWithVoid();
  }

  private static final String FIND = "select address, kind from address_mark where account_id = $1 and marked_at > $2";

  public Uni<Marked> of(SqlClient client, AccountId account) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value(), countsSince()))
        .map(rows -> new Marked(rows.stream().map(row -> new Mark(row.getString(0), row.getString(1))).toList(), digests));
  }

  private static final String FORGET = "delete from address_mark where marked_at <= $1";

  public Uni<Void> forgetOld(SqlClient client) {
    return client.preparedQuery(FORGET).execute(Tuple.of(countsSince())).replaceWithVoid();
  }

  private OffsetDateTime countsSince() {
    return Rows.utc(clock.instant().minus(COUNTS));
  }

  private record Mark(String digest, String kind) {}

  /// The marks of one account.
  public static final class Marked {

    private final List<Mark> marks;
    private final AddressDigests digests;

    private Marked(List<Mark> marks, AddressDigests digests) {
      this.marks = marks;
      this.digests = digests;
    }

    /// Those whose mail comes back.
    public List<Address> returning(List<Address> addresses) {
      return addresses.stream().filter(address -> has(address, ALL)).toList();
    }

    /// Where an alert goes that is not critical. No mark silences it: where the account has another address, it goes there, and
    /// else mail that comes back is tried all the same. Only a reader who complained, and has no other address, reads it in the
    /// app alone.
    ///
    /// @param wanted where it would go without marks
    /// @param all    the account's addresses
    /// @return the first of them that leads somewhere counts
    public Stream<List<Address>> instead(String kind, List<Address> wanted, List<Address> all) {
      List<Address> open = wanted.stream().filter(address -> !has(address, ALL) && !has(address, kind)).toList();
      List<Address> others = all.stream().filter(address -> address.channel() != Address.Channel.EMAIL).toList();
      List<Address> anyhow = wanted.stream().filter(address -> !has(address, kind)).toList();
      return Stream.of(open, others, anyhow);
    }

    private boolean has(Address address, String kind) {
      return address.channel() == Address.Channel.EMAIL
          && marks.stream().anyMatch(mark -> Objects.equals(mark.kind(), kind) && digests.matches(mark.digest(), address.value()));
    }
  }
}
