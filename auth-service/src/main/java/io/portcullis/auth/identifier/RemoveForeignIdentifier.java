package io.portcullis.auth.identifier;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Takes an identifier away that the owner of a frozen account does not know (BACK-6). Nobody gets a link that takes this back, and
/// links of earlier changes are void: any of them could bring it back.
@ApplicationScoped
public class RemoveForeignIdentifier {

  public enum Verdict { REMOVED, UNKNOWN, NEEDED }

  private final Accounts accounts;
  private final IdentifierChanges changes;
  private final IdentifierClaims claims;
  private final TellOfChange tell;
  private final Postgres postgres;
  private final Clock clock;

  RemoveForeignIdentifier(Accounts accounts, IdentifierChanges changes, IdentifierClaims claims, TellOfChange tell,
      Postgres postgres, Clock clock) {
    this.accounts = accounts;
    this.changes = changes;
    this.claims = claims;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// The last one stays.
  public Uni<Verdict> handle(AccountId id, UUID identifier) {
    return postgres.withTransaction(tx -> accounts.lock(tx, id).chain(status ->
        status.filter(AccountStatus.FROZEN::equals).isEmpty()
            ? now(Verdict.UNKNOWN)
            : accounts.find(tx, id).map(Optional::orElseThrow).chain(account -> remove(tx, account, identifier))));
  }

  private Uni<Verdict> remove(SqlConnection tx, Account account, UUID identifier) {
    Optional<Account.Proved> found = account.identifiers().stream().filter(proved -> proved.id().equals(identifier)).findFirst();
    if (found.isEmpty()) {
      return now(Verdict.UNKNOWN);
    }
    if (account.identifiers().size() == 1) {
      return now(Verdict.NEEDED);
    }
    Instant now = clock.instant();
    return changes.remove(tx, account.id(), found.get().identifier())
        .chain(() -> changes.voidAll(tx, account.id(), now))
        .chain(() -> claims.endAll(tx, account.id()))
        .chain(() -> accounts.voidResets(tx, account.id(), now))
        .chain(() -> tell.published(tx, account.id(), IdentifierAction.REMOVED, now))
        .replaceWith(Verdict.REMOVED);
  }
}
