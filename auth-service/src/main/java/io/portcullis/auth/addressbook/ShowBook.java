package io.portcullis.auth.addressbook;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Shows an address book to its customer.
@ApplicationScoped
class ShowBook {

  private final BookRules rules;
  private final BookOnlyModes modes;
  private final AddressBookConfig config;
  private final Postgres postgres;

  ShowBook(BookRules rules, BookOnlyModes modes, AddressBookConfig config, Postgres postgres) {
    this.rules = rules;
    this.modes = modes;
    this.config = config;
    this.postgres = postgres;
  }

  Uni<BookView> handle(AccountId account) {
    return rules.known(postgres.pool(), account).chain(known -> mode(account).map(mode -> new BookView(
        known.booked().stream().map(entry -> BookView.Entry.of(entry, known.lookAlikes(entry.to()))).toList(), mode,
        config.entriesPerAccount())));
  }

  Uni<BookView.Entry> entry(AccountId account, BookEntry entry) {
    return rules.known(postgres.pool(), account).map(known -> BookView.Entry.of(entry, known.lookAlikes(entry.to())));
  }

  Uni<BookView.Mode> mode(AccountId account) {
    return modes.find(postgres.pool(), account).map(found -> new BookView.Mode(found.isPresent(),
        found.map(BookOnlyModes.BookOnly::since), found.flatMap(BookOnlyModes.BookOnly::offAt)));
  }
}
