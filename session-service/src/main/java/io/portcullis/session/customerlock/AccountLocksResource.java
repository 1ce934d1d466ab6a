package io.portcullis.session.customerlock;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Where auth-service reads an account's locks at the moment at which they count. It can begin to unlock, which takes as long as
/// its owner chose; it can end nothing.
@Path("/internal/accounts/{id}/locks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class AccountLocksResource {

  private final SettingsLocks settings;
  private final WithdrawalLocks withdrawals;
  private final ChangeSettingsLock change;
  private final Postgres postgres;
  private final Clock clock;

  AccountLocksResource(
      SettingsLocks settings, WithdrawalLocks withdrawals, ChangeSettingsLock change, Postgres postgres, Clock clock) {
    this.settings = settings;
    this.withdrawals = withdrawals;
    this.change = change;
    this.postgres = postgres;
    this.clock = clock;
  }

  @GET
  @Path("/withdrawal")
  @Operation(operationId = "readWithdrawalLock", summary = "Whether the customer has locked withdrawals")
  @APIResponse(responseCode = "200", description = "The lock", content = @Content(schema = @Schema(implementation = WithdrawalLockView.class)))
  public Uni<RestResponse<?>> withdrawalLock(@RestPath String id) {
    return of(id, (account, now) -> withdrawals.find(postgres.pool(), account, now)
        .map(found -> RestResponse.ok(found.map(WithdrawalLockView::of).orElse(WithdrawalLockView.OPEN))));
  }

  @GET
  @Path("/settings")
  @Operation(operationId = "readSettingsLock", summary = "Whether the customer has locked the settings")
  @APIResponse(responseCode = "200", description = "The lock", content = @Content(schema = @Schema(implementation = SettingsLockView.class)))
  public Uni<RestResponse<?>> settingsLock(@RestPath String id) {
    return of(id, (account, now) -> settings.find(postgres.pool(), account, now)
        .map(found -> RestResponse.ok(found.map(SettingsLockView::of).orElse(SettingsLockView.OPEN))));
  }

  @POST
  @Path("/settings/unlock")
  @Consumes(MediaType.WILDCARD) // there is no body
  @Operation(operationId = "beginUnlocking", summary = "Begin to unlock the settings for one who proved an address of the account",
      description = "Where they are open, or the clock runs already, nothing changes.")
  @APIResponse(responseCode = "200", description = "The lock", content = @Content(schema = @Schema(implementation = SettingsLockView.class)))
  public Uni<RestResponse<?>> unlock(@RestPath String id) {
    return of(id, (account, _) -> change.unlock(account).map(verdict -> RestResponse.ok(switch (verdict) {
      case SettingsLockVerdict.Stands(var lock) -> SettingsLockView.of(lock);
      case SettingsLockVerdict.NotLocked(), SettingsLockVerdict.WouldBeShorter() -> SettingsLockView.OPEN;
    })));
  }

  private Uni<RestResponse<?>> of(String id, BiFunction<AccountId, Instant, Uni<? extends RestResponse<?>>> answer) {
    return AccountId.parse(id)
        .<Uni<RestResponse<?>>>map(account -> answer.apply(account, clock.instant()).map(Function.identity()))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }
}
