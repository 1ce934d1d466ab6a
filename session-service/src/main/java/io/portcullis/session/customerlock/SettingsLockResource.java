package io.portcullis.session.customerlock;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.Customer;
import io.portcullis.session.SessionProblem;
import io.portcullis.session.revocation.LiveCustomer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The customer's lock of the account's security settings (SAFE-12).
@Path("/v1/settings-lock")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "Locks")
public class SettingsLockResource {

  /// How old the step-up may be.
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final int LONGEST = 30;

  private final SettingsLocks locks;
  private final ChangeSettingsLock change;
  private final LiveCustomer customer;
  private final Postgres postgres;
  private final Clock clock;

  SettingsLockResource(SettingsLocks locks, ChangeSettingsLock change, LiveCustomer customer, Postgres postgres, Clock clock) {
    this.locks = locks;
    this.change = change;
    this.customer = customer;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @param days how long unlocking takes from the moment that the customer asks for it
  @Schema(name = "SettingsLockWish")
  record Wish(@NotNull @Min(1) @Max(LONGEST) Integer days) {}

  @GET
  @RolesAllowed({"customer", Customer.RESTRICTED})
  @Operation(operationId = "getSettingsLock", summary = "Whether the security settings are locked, and until when")
  @APIResponse(responseCode = "200", description = "The lock", content = @Content(schema = @Schema(implementation = SettingsLockView.class)))
  public Uni<SettingsLockView> get() {
    return locks.find(postgres.pool(), customer.get().account(), clock.instant())
        .map(found -> found.map(SettingsLockView::of).orElse(SettingsLockView.OPEN));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "lockSettings", summary = "Lock the security settings, or make unlocking take longer (fresh proof)",
      description = "Access tokens from before are void: refresh. Ends an unlocking that is under way.")
  @APIResponse(responseCode = "200", description = "Locked", content = @Content(schema = @Schema(implementation = SettingsLockView.class)))
  public Uni<RestResponse<?>> lock(@Valid @NotNull Wish wish) {
    // A thief who has the password alone, or a factor of his own, must not lock the owner out of the settings.
    return change.lock(customer.settledFactorDespiteSettingsLock(FRESH).account(), wish.days()).map(SettingsLockResource::answer);
  }

  @POST
  @Path("/unlock")
  @Consumes(MediaType.WILDCARD) // there is no body
  @RolesAllowed({"customer", Customer.RESTRICTED})
  @Operation(operationId = "unlockSettings", summary = "Ask for unlocking: it takes as long as was chosen (fresh proof)",
      description = "Every address of the account is told. Asking again changes nothing. A restricted session may ask too.")
  @APIResponse(responseCode = "200", description = "The clock runs", content = @Content(schema = @Schema(implementation = SettingsLockView.class)))
  public Uni<RestResponse<?>> unlock() {
    // Who lost every factor has a recovery code at most, and could enrol no other factor before the lock ends.
    return change.unlock(customer.freshEvenRestrictedDespiteSettingsLock("aal2", FRESH).account()).map(SettingsLockResource::answer);
  }

  @DELETE
  @Path("/unlock")
  @Operation(operationId = "cancelUnlocking", summary = "Stop an unlocking that is under way: the lock stays on")
  @APIResponse(responseCode = "200", description = "The lock stays on", content = @Content(schema = @Schema(implementation = SettingsLockView.class)))
  public Uni<RestResponse<?>> cancelUnlocking() {
    // As for ending another session: who reads that a thief is at it acts at once.
    return customer.requireSettledIfAny(FRESH).chain(owner -> change.cancelUnlocking(owner.account()))
        .map(SettingsLockResource::answer);
  }

  private static RestResponse<?> answer(SettingsLockVerdict verdict) {
    return switch (verdict) {
      case SettingsLockVerdict.Stands(var lock) -> RestResponse.ok(SettingsLockView.of(lock));
      case SettingsLockVerdict.NotLocked() -> Problem.response(SessionProblem.SETTINGS_NOT_LOCKED);
      case SettingsLockVerdict.WouldBeShorter() -> Problem.response(SessionProblem.LOCK_NOT_SHORTENED);
    };
  }
}
