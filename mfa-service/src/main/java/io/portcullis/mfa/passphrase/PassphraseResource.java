package io.portcullis.mfa.passphrase;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.mfa.MfaProblem;
import io.portcullis.mfa.passphrase.Passphrases.State;
import io.portcullis.mfa.passphrase.SetPassphrase.SetVerdict.NoFactor;
import io.portcullis.mfa.passphrase.SetPassphrase.SetVerdict.Stopped;
import io.portcullis.mfa.passphrase.SetPassphrase.SetVerdict.Trivial;
import io.portcullis.mfa.passphrase.SetPassphrase.SetVerdict.Written;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.CurrentCustomer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The customer's trading passphrase.
@Path("/v1/trading-passphrase")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "trading passphrase")
public class PassphraseResource {

  private final Passphrases passphrases;
  private final SetPassphrase set;
  private final CurrentCustomer customer;
  private final Clock clock;

  PassphraseResource(Passphrases passphrases, SetPassphrase set, CurrentCustomer customer, Clock clock) {
    this.passphrases = passphrases;
    this.set = set;
    this.customer = customer;
    this.clock = clock;
  }

  /// Whether a try would be compared now.
  @Schema(name = "TradingPassphraseStanding")
  public enum Standing {
    NOT_SET, READY, COOLING, STOPPED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// @param changedAt    when it was last set; absent when it is not
  /// @param coolingUntil until when no try is compared; absent in every other state
  @RegisterForReflection
  public record TradingPassphraseState(Standing state, Optional<Instant> changedAt, Optional<Instant> coolingUntil) {

    static TradingPassphraseState of(Optional<State> stored) {
      return stored.map(found -> new TradingPassphraseState(standing(found), Optional.of(found.changedAt()), found.coolingUntil()))
          .orElseGet(() -> new TradingPassphraseState(Standing.NOT_SET, Optional.empty(), Optional.empty()));
    }

    private static Standing standing(State state) {
      return state.stopped() ? Standing.STOPPED : state.coolingUntil().isPresent() ? Standing.COOLING : Standing.READY;
    }
  }

  @GET
  @Operation(operationId = "getTradingPassphrase",
      summary = "Tell whether a trading passphrase is set, and whether it can be used now")
  public Uni<TradingPassphraseState> state() {
    return passphrases.state(customer.get().account(), clock.instant()).map(TradingPassphraseState::of);
  }

  /// @param passphrase six digits
  public record TradingPassphraseChange(@NotNull @Pattern(regexp = TradingPassphrase.FORM) String passphrase) {

    @Override
    public String toString() {
      return "TradingPassphraseChange[redacted]";
    }
  }

  @PUT
  @Operation(operationId = "setTradingPassphrase", summary = "Set or change the trading passphrase",
      description = "Wants a second factor that is settled. The wrong tries of the old passphrase go on to count.")
  @APIResponse(responseCode = "204", description = "Set")
  public Uni<RestResponse<?>> set(@NotNull @Valid TradingPassphraseChange change) {
    TradingPassphrase passphrase = TradingPassphrase.parse(change.passphrase())
        .orElseThrow(() -> new ProblemException(HouseProblem.INVALID_FIELDS));
    return set.handle(passphrase).map(verdict -> switch (verdict) {
      case Written() -> RestResponse.noContent();
      case Trivial(String reason) -> Problem.of(MfaProblem.PASSPHRASE_TRIVIAL).with("reason", reason).response();
      case NoFactor() -> Problem.response(MfaProblem.NO_AUTHENTICATOR);
      case Stopped() -> Problem.response(MfaProblem.PASSPHRASE_STOPPED);
    });
  }
}
