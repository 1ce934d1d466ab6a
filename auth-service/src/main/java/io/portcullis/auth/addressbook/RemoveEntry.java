package io.portcullis.auth.addressbook;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.factor.ProtectedChange;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/// Takes an address out of the book. Fresh proof is wanted: who removes it stops its owner's payments there for a day.
@ApplicationScoped
class RemoveEntry {

  private final ProtectedChange protectedChange;
  private final Accounts accounts;
  private final BookEntries entries;
  private final TellBook tell;
  private final Postgres postgres;
  private final Clock clock;

  RemoveEntry(ProtectedChange protectedChange, Accounts accounts, BookEntries entries, TellBook tell, Postgres postgres, Clock clock) {
    this.protectedChange = protectedChange;
    this.accounts = accounts;
    this.entries = entries;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  enum Removal { REMOVED, NOT_FOUND }

  Uni<Removal> handle(UUID id) {
    return protectedChange.admit().map(admitted -> admitted.customer().account()).chain(account ->
        postgres.withTransaction(tx -> accounts.lock(tx, account).chain(() -> remove(tx, account, id))));
  }

  private Uni<Removal> remove(SqlConnection tx, AccountId account, UUID id) {
    return entries.remove(tx, account, id).chain(either(
        removed -> tell.removed(tx, account, id, removed, clock.instant()).replaceWith(Removal.REMOVED),
        () -> now(Removal.NOT_FOUND)));
  }
}
