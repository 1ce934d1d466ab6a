package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.hold.Hold;
import io.portcullis.auth.hold.Holds;
import io.portcullis.auth.recovery.DeskStandings.DeskStanding;
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
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// For the support desk of recovery-service alone. Addresses are masked here, so that the desk never holds a whole one.
@Path("/internal/desk/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class DeskResource {

  private static final String CODE = "[a-z][a-z0-9-]*";

  private final Accounts accounts;
  private final DeskStandings standings;
  private final Holds holds;
  private final LockAccount lockAccount;
  private final UnlockAccount unlockAccount;
  private final EndSessionsForSupport endSessions;
  private final Postgres postgres;

  DeskResource(Accounts accounts, DeskStandings standings, Holds holds, LockAccount lockAccount, UnlockAccount unlockAccount,
      EndSessionsForSupport endSessions, Postgres postgres) {
    this.accounts = accounts;
    this.standings = standings;
    this.holds = holds;
    this.lockAccount = lockAccount;
    this.unlockAccount = unlockAccount;
    this.endSessions = endSessions;
    this.postgres = postgres;
  }

  public record DeskLookup(@NotNull @Size(max = Identifier.LONGEST) String identifier) {

    @Override
    public String toString() {
      return "DeskLookup[redacted]";
    }
  }

  public record DeskOrder(@NotNull @Size(max = 64) @Pattern(regexp = CODE) String reason) {}

  /// @param lockVersion of the lock that ends
  /// @param requestId   the same order again does nothing
  public record UnlockOrder(@NotNull UUID requestId, @NotNull @Min(1) Integer lockVersion,
      @NotNull @Size(max = 64) @Pattern(regexp = CODE) String reason) {}

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

  @RegisterForReflection
  public record DeskHolds(List<Hold> holds) {}

  @GET
  @Path("/{account}/standing")
  @Operation(summary = "Whether the account is frozen, locked, closed or going to be closed")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DeskStanding.class)))
  public Uni<RestResponse<?>> standing(@RestPath String account) {
    return AccountId.parse(account).map(standings::find).orElseGet(() -> now(Optional.empty()))
        .map(found -> found.isPresent() ? RestResponse.ok(found.get()) : Problem.response(HouseProblem.NOT_FOUND));
  }

  @PUT
  @Path("/{account}/lock")
  @Operation(summary = "Refuse sign-ins and end every session until staff unlock the account")
  @APIResponse(responseCode = "204", description = "The account is locked")
  @APIResponse(responseCode = "404", description = "There is none, or it is closed")
  public Uni<RestResponse<?>> lock(@RestPath String account, @Valid @NotNull DeskOrder order) {
    return act(account, id -> lockAccount.handle(id, order.reason()));
  }

  @PUT
  @Path("/{account}/unlock")
  @Operation(summary = "Take this lock of the staff away, once per request id; withdrawals are held")
  @APIResponse(responseCode = "204", description = "The lock is gone")
  @APIResponse(responseCode = "403", description = "account-frozen: the way back comes first")
  @APIResponse(responseCode = "404", description = "There is no such account, or it is closed")
  @APIResponse(responseCode = "409", description = "proof-outdated: there is another lock, or none")
  public Uni<RestResponse<?>> unlock(@RestPath String account, @Valid @NotNull UnlockOrder order) {
    return AccountId.parse(account)
        .map(id -> unlockAccount.handle(id, new UnlockAccount.Order(order.lockVersion(), order.reason(), order.requestId())))
        .orElseGet(() -> now(UnlockAccount.Verdict.NO_ACCOUNT))
        .map(verdict -> switch (verdict) {
          case UNLOCKED -> RestResponse.noContent();
          case OUTDATED -> Problem.response(AuthProblem.PROOF_OUTDATED);
          case FROZEN -> Problem.response(AuthProblem.ACCOUNT_FROZEN);
          case NO_ACCOUNT -> Problem.response(HouseProblem.NOT_FOUND);
        });
  }

  @PUT
  @Path("/{account}/sessions-end")
  @Operation(summary = "End every session")
  @APIResponse(responseCode = "204", description = "No session of before lives")
  @APIResponse(responseCode = "404", description = "There is no such account, or it is closed")
  public Uni<RestResponse<?>> endSessions(@RestPath String account, @Valid @NotNull DeskOrder order) {
    return act(account, id -> endSessions.handle(id, order.reason()));
  }

  @GET
  @Path("/{account}/holds")
  @Operation(summary = "What is held, why, and until when")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DeskHolds.class)))
  public Uni<RestResponse<?>> holds(@RestPath String account) {
    return AccountId.parse(account)
        .<Uni<RestResponse<?>>>map(id -> holds.of(postgres.pool(), id).map(found -> RestResponse.ok(new DeskHolds(found))))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }

  private static Uni<RestResponse<?>> act(String account, Function<AccountId, Uni<Boolean>> deed) {
    return AccountId.parse(account).map(deed).orElseGet(() -> now(false))
        .map(known -> known ? RestResponse.noContent() : Problem.response(HouseProblem.NOT_FOUND));
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
