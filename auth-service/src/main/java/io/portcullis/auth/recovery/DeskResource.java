package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.identifier.Mask;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// For the support desk of recovery-service alone. Addresses are masked here, so that the desk never holds a whole one.
@Path("/internal/desk/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class DeskResource {

  private final Accounts accounts;
  private final Postgres postgres;

  DeskResource(Accounts accounts, Postgres postgres) {
    this.accounts = accounts;
    this.postgres = postgres;
  }

  public record DeskLookup(@NotNull @Size(max = Identifier.LONGEST) String identifier) {

    @Override
    public String toString() {
      return "DeskLookup[redacted]";
    }
  }

  /// @param type   `email` or `phone`
  /// @param masked most of it hidden
  @RegisterForReflection
  public record MaskedIdentifier(String type, String masked, Instant verifiedAt, boolean primary) {

    static MaskedIdentifier of(Account account, Account.Proved proved) {
      return new MaskedIdentifier(proved.identifier().type().wireName(), Mask.of(proved.identifier()), proved.verifiedAt(),
          proved.identifier().equals(account.primary()));
    }
  }

  @RegisterForReflection
  public record DeskAccount(AccountId accountId, AccountStatus status, Instant createdAt, List<MaskedIdentifier> identifiers) {

    static DeskAccount of(Account account) {
      return new DeskAccount(account.id(), account.status(), account.createdAt(),
          account.identifiers().stream().map(proved -> MaskedIdentifier.of(account, proved)).toList());
    }
  }

  @POST
  @Path("/find")
  @Operation(summary = "Find the account that has exactly this identifier, with its addresses masked")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DeskAccount.class)))
  public Uni<RestResponse<?>> find(@Valid @NotNull DeskLookup lookup) {
    Optional<Identifier> identifier = Identifier.parse(lookup.identifier());
    return identifier.isEmpty()
        ? now(Problem.response(HouseProblem.NOT_FOUND))
        : accounts.find(postgres.pool(), identifier.get()).map(found -> found.isPresent()
            ? RestResponse.ok(DeskAccount.of(found.get())) : Problem.response(HouseProblem.NOT_FOUND));
  }
}
