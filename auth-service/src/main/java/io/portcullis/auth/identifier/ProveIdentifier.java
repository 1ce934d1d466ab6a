package io.portcullis.auth.identifier;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.AddressCodes;
import io.portcullis.auth.account.AddressCodes.Use;
import io.portcullis.auth.identifier.IdentifierVerdict.Added;
import io.portcullis.auth.identifier.IdentifierVerdict.CodeRefused;
import io.portcullis.auth.identifier.IdentifierVerdict.TooMany;
import io.portcullis.auth.identifier.TellOfChange.Change;
import io.portcullis.auth.factor.ProtectedChange;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.token.Customer;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// Adds a claimed identifier whose code is shown, by the session that claimed it: that one has shown the proof which the
/// change demands, and codes live ten minutes.
@ApplicationScoped
class ProveIdentifier {

  private final ProtectedChange protectedChange;
  private final IdentifierClaims claims;
  private final AddressCodes codes;
  private final Accounts accounts;
  private final TellOfChange tell;
  private final Postgres postgres;
  private final Clock clock;

  ProveIdentifier(ProtectedChange protectedChange, IdentifierClaims claims, AddressCodes codes, Accounts accounts,
      TellOfChange tell, Postgres postgres, Clock clock) {
    this.protectedChange = protectedChange;
    this.claims = claims;
    this.codes = codes;
    this.accounts = accounts;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  Uni<IdentifierVerdict> handle(Customer customer, UUID claim, String code) {
    return protectedChange.hasFactor(customer.account()).chain(besideFactor -> handle(customer, claim, code, besideFactor));
  }

  private Uni<IdentifierVerdict> handle(Customer customer, UUID claim, String code, boolean besideFactor) {
    return postgres.withTransaction(tx -> accounts.lock(tx, customer.account()).chain(status -> {
      Instant now = clock.instant();
      return status.filter(AccountStatus.ACTIVE::equals).isEmpty()
          ? Uni.createFrom().item(new CodeRefused())
          // A refusal commits too: the try stays taken.
          : claims.takeTry(tx, claim, customer.account(), customer.session(), now).chain(taken ->
              taken.isPresent() && codes.isRight(taken.get().codeDigest(), Use.IDENTIFIER, claim, code)
                  ? add(tx, customer, claim, taken.get().identifier(), besideFactor, now)
                  : Uni.createFrom().item(new CodeRefused()));
    }));
  }

  private Uni<IdentifierVerdict> add(
      SqlConnection tx, Customer customer, UUID claim, Identifier identifier, boolean besideFactor, Instant now) {
    return accounts.find(tx, customer.account()).map(found -> found.orElseThrow(UnauthorizedException::new))
        // Here, under the account's lock: many claims can begin while there is room for one.
        .chain(before -> before.identifiers().size() >= ClaimIdentifier.MOST
            ? Uni.createFrom().item(new TooMany())
            : add(tx, before, claim, new Change(IdentifierAction.ADDED, identifier, besideFactor, customer.session()), now));
  }

  private Uni<IdentifierVerdict> add(SqlConnection tx, Account before, UUID claim, Change change, Instant now) {
    return accounts.claim(tx, before.id(), change.concerned(), now).chain(claimed -> claimed
        ? claims.end(tx, before.id(), claim)
            .chain(() -> tell.handle(tx, before, change, now))
            .map(after -> new Added(after, added(after, change.concerned())))
        // Another account proved it in the meantime.
        : Uni.createFrom().item(new CodeRefused()));
  }

  private static Account.Proved added(Account account, Identifier identifier) {
    return account.identifiers().stream().filter(proved -> proved.identifier().equals(identifier)).findFirst().orElseThrow();
  }
}
