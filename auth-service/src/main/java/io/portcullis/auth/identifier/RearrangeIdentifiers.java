package io.portcullis.auth.identifier;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.factor.ProtectedChange;
import io.portcullis.auth.factor.ProtectedChange.Admitted;
import io.portcullis.auth.identifier.IdentifierVerdict.Done;
import io.portcullis.auth.identifier.IdentifierVerdict.Needed;
import io.portcullis.auth.identifier.IdentifierVerdict.Unknown;
import io.portcullis.auth.identifier.TellOfChange.Change;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Makes an identifier the primary one, or removes one. The account's row is held, so of two changes the second sees what
/// the first one left.
@ApplicationScoped
class RearrangeIdentifiers {

  private final ProtectedChange protectedChange;
  private final Accounts accounts;
  private final IdentifierChanges changes;
  private final TellOfChange tell;
  private final Postgres postgres;
  private final Clock clock;

  RearrangeIdentifiers(ProtectedChange protectedChange, Accounts accounts, IdentifierChanges changes, TellOfChange tell,
      Postgres postgres, Clock clock) {
    this.protectedChange = protectedChange;
    this.accounts = accounts;
    this.changes = changes;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  private interface Rearrangement {
    Uni<IdentifierVerdict> of(SqlConnection tx, Account account, Account.Proved proved, Admitted admitted, Instant now);
  }

  Uni<IdentifierVerdict> makePrimary(UUID id) {
    return rearrange(id, (tx, account, proved, admitted, now) -> proved.identifier().equals(account.primary())
        ? Uni.createFrom().item(new Done())
        : changes.makePrimary(tx, account.id(), id, now)
            .chain(() -> tell.handle(tx, account, change(IdentifierAction.MADE_PRIMARY, proved, admitted), now))
            .replaceWith(new Done()));
  }

  Uni<IdentifierVerdict> remove(UUID id) {
    return rearrange(id, (tx, account, proved, admitted, now) -> proved.identifier().equals(account.primary())
        ? Uni.createFrom().item(new Needed())
        : changes.remove(tx, account.id(), proved.identifier())
            .chain(() -> tell.handle(tx, account, change(IdentifierAction.REMOVED, proved, admitted), now))
            .replaceWith(new Done()));
  }

  private static Change change(IdentifierAction action, Account.Proved proved, Admitted admitted) {
    return new Change(action, proved.identifier(), admitted.besideFactor(), admitted.customer().session());
  }

  private Uni<IdentifierVerdict> rearrange(UUID id, Rearrangement rearrangement) {
    return protectedChange.admit().chain(admitted -> postgres.withTransaction(tx ->
        accounts.lock(tx, admitted.customer().account()).chain(status -> status.filter(AccountStatus.ACTIVE::equals).isEmpty()
            ? Uni.createFrom().item(new Unknown())
            : accounts.find(tx, admitted.customer().account()).chain(found -> found
                .flatMap(account -> account.identifiers().stream().filter(proved -> proved.id().equals(id)).findFirst()
                    .map(proved -> rearrangement.of(tx, account, proved, admitted, clock.instant())))
                .orElseGet(() -> Uni.createFrom().item(new Unknown()))))));
  }
}
