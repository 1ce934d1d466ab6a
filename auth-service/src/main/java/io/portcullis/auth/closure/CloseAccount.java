package io.portcullis.auth.closure;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.Quarantine;
import io.portcullis.auth.sessionend.SessionEnds;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.contracts.Contact;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Ends an account: what it was found by goes into quarantine, and everything that is known of its owner is deleted here. The services
/// below are owed the order to do the same; the others hear the event of the closing. The row of the account stays, with nothing but its id.
@ApplicationScoped
class CloseAccount {

  /// What refers to others first.
  private static final List<String> ERASED = Stream.of("identifier_claim", "identifier_change", "identifier", "password_credential",
          "retired_password", "known_device", "address_book_entry", "book_only", "approval", "protection_change", "account_export",
          "password_failures_noted", "password_failures_told", "password_breach_told", "factor_take_back_owed", "removal_void_owed")
      .map("delete from %s where account_id = $1"::formatted).toList();

  private final Accounts accounts;
  private final Quarantine quarantine;
  private final SessionEnds sessionEnds;
  private final EraseBelow eraseBelow;
  private final AwaitedErasures awaited;
  private final TellClosure tell;
  private final Outbox outbox;
  private final Ids ids;

  CloseAccount(Accounts accounts, Quarantine quarantine, SessionEnds sessionEnds, EraseBelow eraseBelow, AwaitedErasures awaited,
      TellClosure tell, Outbox outbox, Ids ids) {
    this.accounts = accounts;
    this.quarantine = quarantine;
    this.sessionEnds = sessionEnds;
    this.eraseBelow = eraseBelow;
    this.awaited = awaited;
    this.tell = tell;
    this.outbox = outbox;
    this.ids = ids;
  }

  /// Under the account's lock.
  Uni<Void> handle(SqlConnection tx, AccountId account, Instant now) {
    return accounts.find(tx, account).map(Optional::orElseThrow).chain(owner ->
        quarantine.begin(tx, owner.identifiers().stream().map(proved -> proved.identifier()).toList(), now)
            .chain(() -> tell.of(tx, account, ClosureAction.CLOSED, Optional.empty(), now))
            // The last word about its addresses: there are none.
            .chain(() -> outbox.publish(tx, new Contact(ids.nextEvent(), account, now, List.of(), owner.locale()))))
        .chain(() -> erase(tx, account))
        .chain(() -> accounts.close(tx, account, now))
        .chain(() -> sessionEnds.oweBarred(tx, account, now, SessionEnds.Reason.FROZEN))
        .chain(() -> eraseBelow.owe(tx, account, now))
        .chain(() -> awaited.await(tx, account, now));
  }

  private static Uni<Void> erase(SqlConnection tx, AccountId account) {
    return Multi.createFrom().iterable(ERASED)
        .onItem().transformToUniAndConcatenate(sql -> tx.preparedQuery(sql).execute(Tuple.of(account.value())))
        .collect().last().replaceWithVoid();
  }
}
