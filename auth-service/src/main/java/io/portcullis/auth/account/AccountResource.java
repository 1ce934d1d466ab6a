package io.portcullis.auth.account;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Mask;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The signed-in customer's own account.
@Path("/v1/account")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "account")
@RolesAllowed({"customer", Customer.RESTRICTED})
public class AccountResource {

  private final CurrentCustomer customer;
  private final Accounts accounts;
  private final Postgres postgres;

  AccountResource(CurrentCustomer customer, Accounts accounts, Postgres postgres) {
    this.customer = customer;
    this.accounts = accounts;
    this.postgres = postgres;
  }

  /// @param type    `email` or `phone`
  /// @param value   the address or number; most of it is hidden while the customer has locked the settings
  /// @param primary whether it is the one that messages about the account as a whole go to
  public record ProvedIdentifier(UUID id, String type, String value, Instant verifiedAt, boolean primary) {

    public static ProvedIdentifier of(Account account, Account.Proved proved) {
      return new ProvedIdentifier(proved.id(), proved.identifier().type().wireName(), proved.identifier().canonical(),
          proved.verifiedAt(), proved.identifier().equals(account.primary()));
    }

    ProvedIdentifier showing(String instead) {
      return new ProvedIdentifier(id, type, instead, verifiedAt, primary);
    }
  }

  public record AccountView(
      AccountId accountId, AccountStatus status, List<ProvedIdentifier> identifiers, Instant createdAt) {

    static AccountView of(Account account) {
      return new AccountView(account.id(), account.status(), account.identifiers().stream()
          .map(proved -> ProvedIdentifier.of(account, proved)).toList(), account.createdAt());
    }

    /// While the settings are locked: whoever is in reads no address to attack next (SAFE-12).
    static AccountView masked(Account account) {
      AccountView whole = of(account);
      List<ProvedIdentifier> masked = account.identifiers().stream()
          .map(proved -> ProvedIdentifier.of(account, proved).showing(Mask.of(proved.identifier()))).toList();
      return new AccountView(whole.accountId(), whole.status(), masked, whole.createdAt());
    }
  }

  @GET
  @Operation(operationId = "getAccount", summary = "The signed-in account and its proved identifiers")
  public Uni<AccountView> account() {
    Customer owner = customer.get();
    return accounts.find(postgres.pool(), owner.account())
        // A valid token of an account that is not there: the token is from another installation.
        .map(found -> found.orElseThrow(UnauthorizedException::new))
        .map(account -> owner.settingsLock().isPresent() ? AccountView.masked(account) : AccountView.of(account));
  }
}
