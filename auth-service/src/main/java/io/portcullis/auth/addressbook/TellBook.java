package io.portcullis.auth.addressbook;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AddressBooked;
import io.portcullis.contracts.AuthEvent.AddressUnbooked;
import io.portcullis.contracts.AuthEvent.BookOnlyAction;
import io.portcullis.contracts.AuthEvent.BookOnlyChange;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What happens to an address book, told in the transaction in which it happens. No event says which address it is.
@ApplicationScoped
class TellBook {

  private final Outbox outbox;
  private final Ids ids;

  TellBook(Outbox outbox, Ids ids) {
    this.outbox = outbox;
    this.ids = ids;
  }

  Uni<Void> added(SqlConnection tx, AccountId account, BookEntry entry) {
    return outbox.append(tx, new AddressBooked(ids.nextEvent(), account, entry.addedAt(), entry.id(), entry.to().asset(),
        entry.to().network(), entry.usableAt()));
  }

  Uni<Void> removed(SqlConnection tx, AccountId account, UUID entry, BookEntries.Removed removed, Instant now) {
    return outbox.append(tx, new AddressUnbooked(ids.nextEvent(), account, now, entry, removed.asset(), removed.network()));
  }

  Uni<Void> mode(SqlConnection tx, AccountId account, BookOnlyAction action, Optional<Instant> offAt, Instant now) {
    return outbox.append(tx, new BookOnlyChange(ids.nextEvent(), account, now, action, offAt));
  }
}
