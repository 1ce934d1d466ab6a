package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.hold.ChangeTimes;
import io.portcullis.auth.hold.OwnChange;
import io.portcullis.auth.recovery.RecoverAccount.Order;
import io.portcullis.auth.recovery.RecoverAccount.Verdict;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.LockedByCustomer;
import io.portcullis.runtime.token.SettingsLock;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Recoveries that recovery-service decided on.
@Path("/internal/recoveries")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class RecoverAccountResource {

  private final AwaitSettingsLock awaitSettingsLock;
  private final RecoverAccount recoverAccount;
  private final ChangeTimes changes;
  private final Postgres postgres;

  RecoverAccountResource(AwaitSettingsLock awaitSettingsLock, RecoverAccount recoverAccount, ChangeTimes changes, Postgres postgres) {
    this.awaitSettingsLock = awaitSettingsLock;
    this.recoverAccount = recoverAccount;
    this.changes = changes;
    this.postgres = postgres;
  }

  /// @param lost       what opens nothing any more
  /// @param unlockedBy when two persons decided that a lock of the staff ends; empty where it stays
  /// @param askedAt    when the case was opened: a freeze since then forbids what is not carried out yet
  public record RecoveryOrder(@NotNull AccountId accountId, @NotNull UUID requestId,
      @NotNull Set<Loss> lost, Optional<Instant> unlockedBy, Optional<Instant> askedAt) {}

  /// @param type `email` or `sms`
  @RegisterForReflection
  @Schema(name = "MainChannel")
  public record Channel(String type, String address) {

    @Override
    public String toString() {
      return type + ":[redacted]";
    }
  }

  /// @param channel    the account's main address
  /// @param resetEpoch to be shown with what is issued now to reset the password by
  @RegisterForReflection
  public record RecoveredAccount(AccountId accountId, String status, String locale, Channel channel, int resetEpoch) {

    static RecoveredAccount of(Verdict.Recovered recovered) {
      var address = recovered.account().primary().address();
      return new RecoveredAccount(recovered.account().id(), recovered.account().status().name().toLowerCase(Locale.ROOT),
          recovered.account().locale(), new Channel(address.channel().name().toLowerCase(Locale.ROOT), address.value()),
          recovered.resetEpoch());
    }
  }

  @POST
  @Operation(summary = "Carry out an approved recovery, once per request id", description = """
      Ends every session and API key, voids reset links, holds withdrawals, takes away what is lost, and ends a lock of
      the staff where they decided so. Refused as `settings-locked` while the owner's lock of the settings stands; the time for
      unlocking then begins to run.""")
  @APIResponse(responseCode = "200", description = "It is carried out, now or by the same request earlier",
      content = @Content(schema = @Schema(implementation = RecoveredAccount.class)))
  public Uni<RestResponse<?>> recover(@Valid @NotNull RecoveryOrder wanted) {
    var order = new Order(wanted.lost(), wanted.unlockedBy(), wanted.askedAt(), wanted.requestId());
    return awaitSettingsLock.handle(wanted.accountId(), order).chain(locked -> {
      if (locked.isPresent()) {
        throw new LockedByCustomer(new SettingsLock(locked.get().opensAt()));
      }
      return carryOut(wanted.accountId(), order);
    });
  }

  private Uni<RestResponse<?>> carryOut(AccountId account, Order order) {
    return recoverAccount.handle(account, order)
        .map(verdict -> switch (verdict) {
          case Verdict.Recovered recovered -> RestResponse.ok(RecoveredAccount.of(recovered));
          case Verdict.Frozen() -> Problem.response(AuthProblem.PROOF_OUTDATED);
          case Verdict.NoAccount() -> Problem.response(HouseProblem.NOT_FOUND);
        });
  }

  /// @param identifiersChangedAt when an address was last added, removed or made the main one; absent when none ever was
  @RegisterForReflection
  public record RecoverySignals(Optional<Instant> identifiersChangedAt) {}

  @GET
  @Path("/signals/{account}")
  @Operation(summary = "What of an account's past calls for care with a recovery")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RecoverySignals.class)))
  public Uni<RestResponse<?>> signals(@RestPath String account) {
    return AccountId.parse(account).isEmpty()
        ? now(Problem.response(HouseProblem.NOT_FOUND))
        : changes.latest(postgres.pool(), AccountId.parse(account).get(), OwnChange.IDENTIFIERS_CHANGED)
            .map(changedAt -> RestResponse.ok(new RecoverySignals(changedAt)));
  }
}
