package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.ResetProof;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.LockedByCustomer;
import io.portcullis.runtime.token.SettingsLock;
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
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// For recovery-service alone.
@Path("/internal/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class RecoveryResource {

  private final Accounts accounts;
  private final SetPassword setPassword;
  private final FreezeAccount freezeAccount;
  private final UnfreezeAccount unfreezeAccount;
  private final VoidRemovals voidRemovals;
  private final StartRecoveryHold startRecoveryHold;
  private final Postgres postgres;
  private final Clock clock;

  RecoveryResource(Accounts accounts, SetPassword setPassword, FreezeAccount freezeAccount,
      UnfreezeAccount unfreezeAccount, VoidRemovals voidRemovals,
      StartRecoveryHold startRecoveryHold, Postgres postgres, Clock clock) {
    this.accounts = accounts;
    this.setPassword = setPassword;
    this.freezeAccount = freezeAccount;
    this.unfreezeAccount = unfreezeAccount;
    this.voidRemovals = voidRemovals;
    this.startRecoveryHold = startRecoveryHold;
    this.postgres = postgres;
    this.clock = clock;
  }

  public record Lookup(@NotNull @Size(max = 4096) String identifier) {

    @Override
    public String toString() {
      return "Lookup[redacted]";
    }
  }

  /// @param type `email` or `sms`
  @RegisterForReflection
  public record Channel(String type, String address) {

    @Override
    public String toString() {
      return type + ":[redacted]";
    }
  }

  /// @param channel    the stored address, which may be spelt otherwise than the identifier that was asked for
  /// @param resetEpoch to be shown with what is issued now to reset the password by
  @RegisterForReflection
  public record FoundAccount(AccountId accountId, AccountStatus status, String locale, Channel channel, int resetEpoch) {

    static FoundAccount of(Account account, Identifier asked, int resetEpoch) {
      var address = asked.address();
      return new FoundAccount(account.id(), account.status(), account.locale(),
          new Channel(address.channel().name().toLowerCase(Locale.ROOT), address.value()), resetEpoch);
    }
  }

  /// @param issuedAt   when the proof that the order rests on was issued
  /// @param sentTo     the address that the proof went to, as [Channel] tells it
  /// @param resetEpoch as it was told before that; absent for what an earlier release issued
  /// @param onWayBack  whether a factor of before the freeze was shown; absent is no
  public record PasswordOrder(
      @NotNull @Schema(implementation = String.class) Secret password, @NotNull UUID requestId,
      @NotNull Instant issuedAt, Optional<@Size(max = Identifier.LONGEST) String> sentTo, Optional<Integer> resetEpoch,
      Optional<Boolean> onWayBack) {

    @Override
    public String toString() {
      return "PasswordOrder[" + requestId + "]";
    }
  }

  /// @param askedUntil removals that were asked for later stay
  public record CancelOrder(@NotNull Instant askedUntil) {}

  @Schema(name = "IssuedReset")
  public record IssuedReset(@NotNull Instant issuedAt, Optional<Integer> resetEpoch) {}

  /// @param frozen whether a new password alone lets nobody in
  @RegisterForReflection
  public record ResetState(boolean voided, boolean frozen) {}

  public record HoldOrder(@NotNull UUID requestId) {}

  /// @param alertedAt when that happened which an alert told; absent where no link of an alert is the reason
  public record FreezeOrder(@NotNull UUID requestId, @NotNull @Size(max = 64) @Pattern(regexp = "[a-z][a-z0-9-]*") String reason,
      Optional<Instant> alertedAt) {}

  /// @param version  names this freeze: the next one has another
  /// @param frozenAt since when
  @RegisterForReflection
  public record CurrentFreeze(int version, Instant frozenAt) {}

  /// @param version         of the freeze that ends
  /// @param passwordRequest the order that set the password
  public record UnfreezeOrder(@NotNull UUID requestId, @Min(0) int version, @NotNull UUID passwordRequest) {}

  @POST
  @Path("/lookup")
  @Operation(summary = "Find the account behind an identifier")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FoundAccount.class)))
  public Uni<RestResponse<?>> lookup(@Valid @NotNull Lookup lookup) {
    Optional<Identifier> identifier = Identifier.parse(lookup.identifier());
    return identifier.isEmpty()
        ? now(notFound())
        : accounts.resetEpoch(postgres.pool(), identifier.get()).chain(epoch ->
            accounts.find(postgres.pool(), identifier.get())
                .map(found -> found.filter(account -> account.mayResetBy(identifier.get(), clock.instant())))
                .map(found -> found.isPresent() && epoch.isPresent()
                    ? RestResponse.ok(FoundAccount.of(found.get(), identifier.get(), epoch.get())) : notFound()));
  }

  @PUT
  @Path("/{account}/password")
  @Operation(summary = "Set the password and end every session, once per request id")
  @APIResponse(responseCode = "204", description = "It is set, now or by the same request earlier")
  public Uni<RestResponse<?>> setPassword(@RestPath String account, @Valid @NotNull PasswordOrder order) {
    Optional<AccountId> id = AccountId.parse(account);
    return id.isEmpty()
        ? now(notFound())
        : setPassword.handle(id.get(), order.password(),
            new SetPassword.Proof(new ResetProof(order.issuedAt(), order.resetEpoch()), order.sentTo(), order.onWayBack().orElse(false)),
            order.requestId())
            .map(verdict -> switch (verdict) {
          case SetPasswordVerdict.Set() -> RestResponse.noContent();
          case SetPasswordVerdict.Refused(var why) -> why.problem().response();
          case SetPasswordVerdict.Outdated() -> Problem.response(AuthProblem.PROOF_OUTDATED);
          case SetPasswordVerdict.SettingsLocked(var opensAt) -> throw new LockedByCustomer(new SettingsLock(opensAt));
          case SetPasswordVerdict.Frozen() -> Problem.response(AuthProblem.ACCOUNT_FROZEN);
          case SetPasswordVerdict.NoAccount() -> notFound();
        });
  }

  @POST
  @Path("/{account}/removals/cancel")
  @Operation(summary = "Cancel removals of second factors that wait, by the link in an alert")
  @APIResponse(responseCode = "204", description = "None waits any more that was asked for until then")
  public Uni<RestResponse<?>> cancelRemovals(@RestPath String account, @Valid @NotNull CancelOrder order) {
    Optional<AccountId> id = AccountId.parse(account);
    return id.isEmpty()
        ? now(notFound())
        : voidRemovals.handle(id.get(), order.askedUntil()).map(known -> known ? RestResponse.noContent() : notFound());
  }

  @POST
  @Path("/{account}/reset-state")
  @Operation(summary = "Whether something that the account went through voids what was issued to reset its password")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ResetState.class)))
  public Uni<RestResponse<?>> resetState(@RestPath String account, @Valid @NotNull IssuedReset issued) {
    Optional<AccountId> id = AccountId.parse(account);
    return id.isEmpty()
        ? now(notFound())
        : accounts.voids(postgres.pool(), id.get(), new ResetProof(issued.issuedAt(), issued.resetEpoch()))
            .chain(voided -> accounts.freezeOf(postgres.pool(), id.get())
                .map(freeze -> RestResponse.ok(new ResetState(voided, freeze.isPresent()))));
  }

  @POST
  @Path("/{account}/freeze")
  @Operation(summary = "Refuse further sign-ins and end every session")
  @APIResponse(responseCode = "204", description = "The account is frozen")
  public Uni<RestResponse<?>> freeze(@RestPath String account, @Valid @NotNull FreezeOrder order) {
    Optional<AccountId> id = AccountId.parse(account);
    return id.isEmpty()
        ? now(notFound())
        : freezeAccount.handle(id.get(), order.reason(), order.alertedAt(), order.requestId()).map(verdict -> switch (verdict) {
          case FROZEN -> RestResponse.noContent();
          case OUTDATED -> Problem.response(AuthProblem.PROOF_OUTDATED);
          case NO_ACCOUNT -> notFound();
        });
  }

  @GET
  @Path("/{account}/freeze")
  @Operation(summary = "The freeze that is on")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CurrentFreeze.class)))
  public Uni<RestResponse<?>> currentFreeze(@RestPath String account) {
    return AccountId.parse(account).map(id -> accounts.freezeOf(postgres.pool(), id)).orElseGet(() -> now(Optional.empty()))
        .map(freeze -> freeze.<RestResponse<?>>map(on -> RestResponse.ok(new CurrentFreeze(on.version(), on.since())))
            .orElseGet(RecoveryResource::notFound));
  }

  @POST
  @Path("/{account}/unfreeze")
  @Operation(summary = "Accept sign-ins again after the way back, once per request id, and hold withdrawals for a while")
  @APIResponse(responseCode = "204", description = "The freeze that was named is over")
  public Uni<RestResponse<?>> unfreeze(@RestPath String account, @Valid @NotNull UnfreezeOrder order) {
    Optional<AccountId> id = AccountId.parse(account);
    return id.isEmpty()
        ? now(notFound())
        : unfreezeAccount.handle(id.get(), new UnfreezeAccount.Named(order.version(), order.passwordRequest()), order.requestId()).map(verdict -> switch (verdict) {
          case UNFROZEN -> RestResponse.noContent();
          case OUTDATED -> Problem.response(AuthProblem.PROOF_OUTDATED);
          case NO_ACCOUNT -> notFound();
        });
  }

  @POST
  @Path("/{account}/recovery-hold")
  @Operation(summary = "Hold withdrawals after a recovery of the account, once per request id")
  @APIResponse(responseCode = "204", description = "They are held, by this request or by the same one earlier")
  public Uni<RestResponse<?>> recoveryHold(@RestPath String account, @Valid @NotNull HoldOrder order) {
    Optional<AccountId> id = AccountId.parse(account);
    return id.isEmpty()
        ? now(notFound())
        : startRecoveryHold.handle(id.get(), order.requestId()).map(known -> known ? RestResponse.noContent() : notFound());
  }

  private static RestResponse<?> notFound() {
    return Problem.response(HouseProblem.NOT_FOUND);
  }
}
