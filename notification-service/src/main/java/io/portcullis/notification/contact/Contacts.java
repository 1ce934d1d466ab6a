package io.portcullis.notification.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.runtime.crypto.SealedBox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Where each account can be reached, as far as this service has heard.
@ApplicationScoped
public class Contacts {

  private static final TypeReference<List<Address>> ADDRESSES = new TypeReference<>() {};

  private final SealedBox sealedBox;
  private final ObjectMapper json;

  Contacts(SealedBox sealedBox, ObjectMapper json) {
    this.sealedBox = sealedBox;
    this.json = json;
  }

  // An older record never replaces a newer one, in whatever order a replay brings them.
  private static final String KEEP_NEWEST = """
      insert into contact (account_id, addresses, locale, as_of) values ($1, $2, $3, $4)
      on conflict (account_id) do update
      set addresses = excluded.addresses, locale = excluded.locale, as_of = excluded.as_of
      where contact.as_of <= excluded.as_of""";

  Uni<Void> keepNewest(SqlConnection tx, Contact contact) {
    return tx.preparedQuery(KEEP_NEWEST).execute(Tuple.of(contact.account().value(), seal(contact), contact.locale(),
        contact.time().atOffset(ZoneOffset.UTC))).replaceWithVoid();
  }

  private static final String FIND = "select addresses, locale from contact where account_id = $1";

  /// Empty until the account's first contact record has arrived.
  public Uni<Optional<Reachable>> find(SqlClient client, AccountId account) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value())).map(rows -> rows.stream().findFirst()
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

  private String seal(Contact contact) {
    try {
      return sealedBox.seal(json.writeValueAsBytes(contact.addresses()), place(contact.account()));
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

  private static String place(AccountId account) {
    return "contact/" + account;
  }
}
