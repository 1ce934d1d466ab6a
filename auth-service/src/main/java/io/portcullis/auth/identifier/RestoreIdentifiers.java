package io.portcullis.auth.identifier;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.factor.TakeBackFactors;
import io.portcullis.auth.identifier.IdentifierChanges.Change;
import io.portcullis.auth.password.Password;
import io.portcullis.auth.password.PasswordCredentials;
import io.portcullis.auth.password.PasswordHash;
import io.portcullis.auth.password.PasswordHasher;
import io.portcullis.auth.sessionend.SessionEnds;
import io.portcullis.auth.sessionend.SettleSessionEnds;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Takes a change of identifiers back by the link that an address of before was sent.
///
/// The account gets the identifiers that it had, less those that were added in the 72 hours before: who made the change may
/// have added them. Everything after the change is undone, and the links of what is undone are void. The links of earlier
/// changes stay good, so no order of links leaves a part of the change standing. All sessions end, trusted
/// devices and reset links count no more, and the password, which the one who made the change knew, is replaced by one that
/// nobody knows: the owner chooses another by a reset link. Where the account had no second factor before the change, those
/// that were enrolled after it go, too.
@ApplicationScoped
class RestoreIdentifiers {

  private final IdentifierChanges changes;
  private final IdentifierClaims claims;
  private final Accounts accounts;
  private final PasswordHasher hasher;
  private final PasswordCredentials credentials;
  private final TellOfChange tell;
  private final TakeBackFactors takeBack;
  private final SessionEnds sessionEnds;
  private final SettleSessionEnds settle;
  private final Postgres postgres;
  private final SecureRandom random;
  private final Clock clock;

  RestoreIdentifiers(IdentifierChanges changes, IdentifierClaims claims, Accounts accounts, PasswordHasher hasher,
      PasswordCredentials credentials, TellOfChange tell, TakeBackFactors takeBack, SessionEnds sessionEnds,
      SettleSessionEnds settle, Postgres postgres, SecureRandom random, Clock clock) {
    this.takeBack = takeBack;
    this.changes = changes;
    this.claims = claims;
    this.accounts = accounts;
    this.hasher = hasher;
    this.credentials = credentials;
    this.tell = tell;
    this.sessionEnds = sessionEnds;
    this.settle = settle;
    this.postgres = postgres;
    this.random = random;
    this.clock = clock;
  }

  /// @return whether the link took anything back
  Uni<Boolean> handle(OpaqueToken token) {
    return Uni.createFrom().deferred(() -> changes.find(postgres.pool(), token, clock.instant())).chain(found -> found.isEmpty()
        ? Uni.createFrom().item(false)
        : hasher.hash(unknown()).chain(hash ->
            postgres.withTransaction(tx -> restore(tx, token, found.get().account(), hash)))
            .call(restored -> restored
                ? settle.settle(found.get().account()).chain(() -> takeBack.settle(found.get().account()))
                : Uni.createFrom().voidItem()));
  }

  private Password unknown() {
    return Password.parse(OpaqueToken.random("unknown", random).reveal()).orElseThrow();
  }

  private Uni<Boolean> restore(SqlConnection tx, OpaqueToken token, AccountId id, PasswordHash hash) {
    return accounts.lock(tx, id).chain(status -> {
      Instant now = clock.instant();
      // Again, under the lock: a link works once.
      return changes.find(tx, token, now).chain(change -> accounts.find(tx, id).map(Optional::orElseThrow).chain(account -> {
        List<Account.Proved> kept = change.map(found -> kept(account, found)).orElse(List.of());
        // A link of an earlier release may have gone to an address that had just been added.
        return kept.isEmpty()
            ? Uni.createFrom().item(false)
            : putBack(tx, account, kept)
                .chain(() -> changes.voidFrom(tx, change.get(), now))
                .chain(() -> claims.endAll(tx, id))
                .chain(() -> credentials.change(tx, id, hash, now))
                .chain(() -> accounts.voidResets(tx, id, now))
                .chain(() -> takeBackFactors(tx, change.get(), now))
                .chain(() -> tell.published(tx, id, IdentifierAction.RESTORED, now))
                .chain(() -> status.filter(AccountStatus.FROZEN::equals).isPresent()
                    ? sessionEnds.oweBarred(tx, id, now, SessionEnds.Reason.IDENTIFIER_RESTORED)
                    : sessionEnds.owe(tx, id, now, SessionEnds.Reason.IDENTIFIER_RESTORED))
                .replaceWith(true);
      }));
    });
  }

  // Not where the account had a factor: whoever reads the old mailbox could strip it of a new one that took its place.
  private Uni<Void> takeBackFactors(SqlConnection tx, Change change, Instant now) {
    return change.besideFactor()
        ? Uni.createFrom().voidItem() : takeBack.oweEnrolledAfter(tx, change.account(), change.changedAt(), now);
  }

  private static List<Account.Proved> kept(Account account, Change change) {
    return change.before().stream().filter(proved -> account.isSettled(proved, change.changedAt())).toList();
  }

  private Uni<Void> putBack(SqlConnection tx, Account account, List<Account.Proved> kept) {
    List<Account.Proved> gone = account.identifiers().stream()
        .filter(proved -> kept.stream().noneMatch(old -> old.identifier().equals(proved.identifier()))).toList();
    return Multi.createFrom().iterable(gone)
        .onItem().transformToUniAndConcatenate(proved ->
            changes.remove(tx, account.id(), proved.identifier()).replaceWith(proved))
        .collect().asList()
        .chain(() -> Multi.createFrom().iterable(kept)
            .onItem().transformToUniAndConcatenate(proved -> changes.putBack(tx, account.id(), proved).replaceWith(proved))
            .collect().asList())
        .replaceWithVoid();
  }
}
