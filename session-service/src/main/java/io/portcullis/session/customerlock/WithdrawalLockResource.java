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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The customer's lock of withdrawals (SAFE-12).
@Path("/v1/withdrawal-lock")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "Locks")
public class WithdrawalLockResource {

  private static final int LONGEST = 7;
  private static final String TWO_STRONG_FACTORS = "A soft lock is lifted early by a security key or passkey together with an authenticator "
      + "app. Both must have been settled when the lock was set. An account that lacks one of them waits until the lock ends.";

  private final WithdrawalLocks locks;
  private final ChangeWithdrawalLock change;
  private final LiveCustomer customer;
  private final Postgres postgres;
  private final Clock clock;

  WithdrawalLockResource(
      WithdrawalLocks locks, ChangeWithdrawalLock change, LiveCustomer customer, Postgres postgres, Clock clock) {
    this.locks = locks;
    this.change = change;
    this.customer = customer;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @param days from now
  @Schema(name = "WithdrawalLockWish")
  record Wish(@NotNull @Min(1) @Max(LONGEST) Integer days, @NotNull WithdrawalLockView.Kind kind) {}

  @GET
  @RolesAllowed({"customer", Customer.RESTRICTED})
  @Operation(operationId = "getWithdrawalLock", summary = "Whether withdrawals are locked, and until when")
  @APIResponse(responseCode = "200", description = "The lock", content = @Content(schema = @Schema(implementation = WithdrawalLockView.class)))
  public Uni<WithdrawalLockView> get() {
    return locks.find(postgres.pool(), customer.get().account(), clock.instant())
        .map(found -> found.map(WithdrawalLockView::of).orElse(WithdrawalLockView.OPEN));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "lockWithdrawals", summary = "Lock withdrawals, or make the lock longer or stricter (fresh proof)")
  @APIResponse(responseCode = "200", description = "Locked", content = @Content(schema = @Schema(implementation = WithdrawalLockView.class)))
  public Uni<RestResponse<?>> lock(@Valid @NotNull Wish wish) {
    // It protects, so it is possible under the settings lock.
    Customer owner = customer.settledFactorDespiteSettingsLock(ChangeWithdrawalLock.FRESH);
    return change.lock(owner.account(), wish.kind().meant(), wish.days()).map(this::answer);
  }

  @DELETE
  @Operation(operationId = "liftWithdrawalLock", summary = "Lift a soft lock early (two strong factors)",
      description = "A security key or passkey, and an authenticator app, each shown in a step-up of this session in the last "
          + "five minutes. Both must have been settled when the lock was set.")
  @APIResponse(responseCode = "204", description = "Lifted")
  public Uni<RestResponse<?>> lift() {
    return change.lift(customer.requireFresh("aal2", ChangeWithdrawalLock.FRESH)).map(this::answer);
  }

  private RestResponse<?> answer(WithdrawalLockVerdict verdict) {
    return switch (verdict) {
      case WithdrawalLockVerdict.Stands(var lock) -> RestResponse.ok(WithdrawalLockView.of(lock));
      case WithdrawalLockVerdict.Lifted() -> RestResponse.noContent();
      case WithdrawalLockVerdict.NotLocked() -> Problem.response(SessionProblem.WITHDRAWALS_NOT_LOCKED);
      case WithdrawalLockVerdict.WouldBeWeaker() -> Problem.response(SessionProblem.LOCK_NOT_SHORTENED);
      case WithdrawalLockVerdict.Strict(var lock) ->
          Problem.of(SessionProblem.WITHDRAWAL_LOCK_STRICT).with("opensAt", lock.opensAt().toString()).response();
      case WithdrawalLockVerdict.FactorTooNew(var lock) ->
          Problem.of(SessionProblem.FACTOR_NEWER_THAN_LOCK).detail(TWO_STRONG_FACTORS).with("opensAt", lock.opensAt().toString()).response();
      case WithdrawalLockVerdict.MoreProof(var methods) ->
          throw customer.lacking("aal2", ChangeWithdrawalLock.FRESH, methods).because(TWO_STRONG_FACTORS);
    };
  }
}
