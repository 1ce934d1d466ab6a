package io.portcullis.notification.preference;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.notification.contact.Contacts;
import io.portcullis.notification.letter.Reader;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// In which language and by which clock customers read.
@ApplicationScoped
public class Readers {

  private final Contacts contacts;
  private final ChosenPreferences chosen;

  Readers(Contacts contacts, ChosenPreferences chosen) {
    this.contacts = contacts;
    this.chosen = chosen;
  }

  /// For a customer who is signed in.
  public Uni<Reader> of(AccountId account) {
    return Uni.combine().all().unis(contacts.locale(account), chosen.of(account).map(Preferences::zone)).with(Reader::new);
  }

  /// The account's zone for an address that the account has now, UTC for any other: the zone tells where its owner lives. The reader of
  /// an old address, or of one that is not proved yet, may be a stranger.
  public Uni<ZoneId> zoneAt(SqlConnection tx, AccountId account, Address address) {
    return chosen.of(tx, account).map(Preferences::zone).chain(zone -> zone.equals(ZoneOffset.UTC)
        ? now(zone)
        : contacts.find(tx, account).map(known -> known.filter(has -> has.addresses().contains(address)).map(_ -> zone)
            .orElse(ZoneOffset.UTC)));
  }
}
