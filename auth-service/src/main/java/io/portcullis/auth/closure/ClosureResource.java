package io.portcullis.auth.closure;

import io.portcullis.auth.AuthProblem;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/account/closure")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "account")
@RolesAllowed("customer")
public class ClosureResource {

  private static final Duration FUNDS_PAUSE = Duration.ofSeconds(30);

  private final AskClosure ask;
  private final CancelClosure cancel;
  private final AccountClosures closures;
  private final CurrentCustomer customer;
  private final Postgres postgres;

  ClosureResource(AskClosure ask, CancelClosure cancel, AccountClosures closures, CurrentCustomer customer, Postgres postgres) {
    this.ask = ask;
    this.cancel = cancel;
    this.closures = closures;
    this.customer = customer;
    this.postgres = postgres;
  }

  /// @param passphrase the trading passphrase, where one is set
  public record ClosureWish(Optional<@Pattern(regexp = "[0-9]{6}") String> passphrase) {
    @Override
    public String toString() {
      return "ClosureWish[redacted]";
    }
  }

  @RegisterForReflection
  public record WaitingClosure(Instant closesAt) {}

  @POST
  @Operation(operationId = "askClosure", summary = "Close my account in 14 days", description = """
      Wants a settled second factor where one is enrolled, and the trading passphrase where one is set. A sign-in cancels it. Refused \
      with `closure-refused` while withdrawals are held or locked, or an action waits. Asking again changes nothing.""")
  @APIResponse(responseCode = "202", description = "The time runs",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = WaitingClosure.class)))
  public Uni<RestResponse<?>> ask(@Valid @NotNull ClosureWish wish) {
    return ask.handle(wish.passphrase().map(Secret::new)).map(verdict -> switch (verdict) {
      case ClosureVerdict.Waiting(var closesAt) -> RestResponse.status(RestResponse.Status.ACCEPTED, new WaitingClosure(closesAt));
      case ClosureVerdict.Refused(var reason) -> Problem.of(AuthProblem.CLOSURE_REFUSED).with("reason", Outcomes.kebab(reason)).response();
      case ClosureVerdict.PassphraseRefused() -> Problem.response(AuthProblem.PASSPHRASE_REFUSED);
      case ClosureVerdict.PassphraseCooling(long wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, Duration.ofSeconds(wait));
      case ClosureVerdict.PassphraseStopped() -> Problem.response(AuthProblem.PASSPHRASE_STOPPED);
      case ClosureVerdict.FundsUnknown() -> Problem.retryAfter(HouseProblem.UNAVAILABLE, FUNDS_PAUSE);
      case ClosureVerdict.AccountLocked() -> Problem.response(AuthProblem.ACCOUNT_LOCKED);
      case ClosureVerdict.AccountFrozen() -> Problem.response(AuthProblem.ACCOUNT_FROZEN);
    });
  }

  @GET
  @Operation(operationId = "showClosure", summary = "When my account is closed")
  @APIResponse(responseCode = "200", description = "The time runs",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = WaitingClosure.class)))
  public Uni<RestResponse<?>> show() {
    return closures.find(postgres.pool(), customer.get().account()).map(found -> found
        .<RestResponse<?>>map(closure -> RestResponse.ok(new WaitingClosure(closure.closesAt())))
        .orElseGet(() -> Problem.response(HouseProblem.NOT_FOUND)));
  }

  @DELETE
  @Operation(operationId = "cancelClosure", summary = "Keep my account", description = "Asks for no proof. Again changes nothing.")
  @APIResponse(responseCode = "204", description = "It stays")
  public Uni<RestResponse<?>> cancel() {
    return cancel.handle(customer.get().account()).map(_ -> RestResponse.noContent());
  }
}
