package io.portcullis.notification.contact;

import static io.portcullis.runtime.verdict.Verdicts.done;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// Where each account can be reached, as far as this service has heard.
@ApplicationScoped
public class Contacts {

  private static final TypeReference<List<Address>> ADDRESSES = new TypeReference<>() {};

  /// As long as a change of addresses can be taken back.
  private static final Duration LEFT_LATELY = Duration.ofHours(72);

  private final SealedBox sealedBox;
  private final KeyedDigest former;
  private final ObjectMapper json;
  private final Postgres postgres;
  private final Clock clock;

  Contacts(SealedBox sealedBox, KeyRing ring, ObjectMapper json, Postgres postgres, Clock clock) {
    this.sealedBox = sealedBox;
    this.former = ring.digestFor("former-address");
    this.json = json;
    this.postgres = postgres;
    this.clock = clock;
  }

  // An older record never replaces a newer one, in whatever order a replay brings them.
  private static final String KEEP_NEWEST = """
      insert into contact (account_id, addresses, locale, as_of) values ($1, $2, $3, $4)
      on conflict (account_id) do update
      set addresses = excluded.addresses, locale = excluded.locale, as_of = excluded.as_of
      where contact.as_of <= excluded.as_of""";

  /// What leaves the account is remembered for [#LEFT_LATELY].
  Uni<Void> keepNewest(SqlConnection tx, Contact contact) {
    return find(tx, contact.account()).chain(old -> tx.preparedQuery(KEEP_NEWEST).execute(Tuple.of(contact.account().value(), seal(contact.account(), contact.addresses()), contact.locale(),
        Rows.utc(contact.time())))
        .chain(kept -> kept.rowCount() == 0 ? done() : remember(tx, contact,
            old.map(Reachable::addresses).orElse(List.of()).stream()
                .filter(address -> !contact.addresses().contains(address)).toList())));
  }

  private static final String EMPTY = """
      insert into contact (account_id, addresses, locale, as_of) values ($1, $2, 'en', $3)
      on conflict (account_id) do update set addresses = excluded.addresses, locale = excluded.locale,
        as_of = greatest(contact.as_of, excluded.as_of)""";

  /// For a closed account: no older record brings its addresses back.
  public Uni<Void> forget(SqlConnection tx, AccountId account, Instant closedAt) {
    return tx.preparedQuery(EMPTY).execute(Tuple.of(account.value(), seal(account, List.of()), Rows.utc(closedAt))).replaceWithVoid();
  }

  private static final String REMEMBER = """
      insert into former_address (account_id, address, left_at) values ($1, $2, $3)
      on conflict (account_id, address) do update set left_at = excluded.left_at""";

  private Uni<Void> remember(SqlConnection tx, Contact contact, List<Address> left) {
    return left.isEmpty()
        ? done()
        : tx.preparedQuery(REMEMBER).executeBatch(left.stream().map(address -> Tuple.of(contact.account().value(),
            former.of(address.value()), Rows.utc(contact.time()))).toList()).replaceWithVoid();
  }

  private static final String LEFT = """
      select from former_address where account_id = $1 and address = $2 and left_at > $3 and left_at > $4""";

  /// Whether `address` was the account's until lately, and still was at `then`: a letter about its removal may be under way.
  public Uni<Boolean> leftLatelyAndAfter(SqlClient client, AccountId account, Address address, Instant then) {
    return client.preparedQuery(LEFT)
        .execute(Tuple.of(account.value(), former.of(address.value()), now().minus(LEFT_LATELY), Rows.utc(then)))
        .map(rows -> rows.size() > 0);
  }

  private static final String FORGET = "delete from former_address where left_at <= $1";

  @Scheduled(every = "1h", delayed = "20m")
  Uni<Void> forgetFormer() {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(FORGET)
        .execute(Tuple.of(now().minus(LEFT_LATELY)))).replaceWithVoid();
  }

  private static final String EXPECT = """
      insert into contact_due as due (account_id, as_of) values ($1, $2)
      on conflict (account_id) do update set as_of = excluded.as_of where due.as_of < excluded.as_of""";

  /// The addresses were changed at `time`, so a contact as of then is on its way: an older one is no answer any more.
  public Uni<Void> expect(SqlConnection tx, AccountId account, Instant time) {
    return tx.preparedQuery(EXPECT).execute(Tuple.of(account.value(), Rows.utc(time))).replaceWithVoid();
  }

  private static final String FIND_CURRENT = """
      select addresses, locale from contact c where account_id = $1
        and not exists (select from contact_due due where due.account_id = c.account_id and due.as_of > c.as_of)""";

  /// Empty, too, while the contact of a change that was heard of is still on its way.
  public Uni<Optional<Reachable>> findCurrent(SqlClient client, AccountId account) {
    return find(client, account, FIND_CURRENT);
  }

  private static final String FIND = "select addresses, locale from contact where account_id = $1";

  /// Empty until the account's first contact record has arrived.
  public Uni<Optional<Reachable>> find(SqlClient client, AccountId account) {
    return find(client, account, FIND);
  }

  private static final String LOCALE = "select locale from contact where account_id = $1";

  /// The language that its customer reads, a BCP 47 tag; English until the first contact record has arrived.
  public Uni<String> locale(AccountId account) {
    return postgres.pool().preparedQuery(LOCALE).execute(Tuple.of(account.value()))
        .map(rows -> Rows.first(rows).map(row -> row.getString(0)).orElse("en"));
  }

  private Uni<Optional<Reachable>> find(SqlClient client, AccountId account, String query) {
    return client.preparedQuery(query).execute(Tuple.of(account.value())).map(rows -> Rows.first(rows)
        .map(row -> new Reachable(open(account, row.getString("addresses")), row.getString("locale"))));
  }

  /// How far an alert goes. Text messages cost money, and a mailbox may be the thief's by now.
  public enum Reach { EVERY_ADDRESS, MAIL_WHERE_THERE_IS_ONE }

  /// @param locale BCP 47 language tag
  public record Reachable(List<Address> addresses, String locale) {

    /// Where an alert goes: every address, or every e-mail address, or the phone of somebody who has none.
    public List<Address> forAlerts(Reach reach) {
      if (reach == Reach.EVERY_ADDRESS) {
        return addresses;
      }
      List<Address> email = addresses.stream().filter(address -> address.channel() == Address.Channel.EMAIL).toList();
      return email.isEmpty() ? addresses : email;
    }
  }

  private String seal(AccountId account, List<Address> addresses) {
    try {
      return sealedBox.seal(json.writeValueAsBytes(addresses), place(account));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  private List<Address> open(AccountId account, String sealed) {
    try {
      return json.readValue(sealedBox.open(sealed, place(account)), ADDRESSES);
    } catch (IOException notOurs) {
      throw new IllegalStateException("a contact is unreadable", notOurs);
    }
  }

  private OffsetDateTime now() {
    return Rows.utc(clock.instant());
  }

  private static String place(AccountId account) {
    return "contact/" + account;
  }
}
