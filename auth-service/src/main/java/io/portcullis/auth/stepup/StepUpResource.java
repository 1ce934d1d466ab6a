package io.portcullis.auth.stepup;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.factor.ChallengeAnswer;
import io.portcullis.auth.factor.ChallengeRequest;
import io.portcullis.auth.stepup.SessionElevation.Outcome.Elevated;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Raising the session of the token that is shown (RFC 9470).
@Path("/v1/step-up")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "step-up")
@RolesAllowed({"customer", Customer.RESTRICTED})
public class StepUpResource {

  private final CurrentCustomer customer;
  private final BeginStepUp beginStepUp;
  private final ContinueStepUp continueStepUp;
  private final StepUpMetrics metrics;

  StepUpResource(CurrentCustomer customer, BeginStepUp beginStepUp, ContinueStepUp continueStepUp, StepUpMetrics metrics) {
    this.customer = customer;
    this.beginStepUp = beginStepUp;
    this.continueStepUp = continueStepUp;
    this.metrics = metrics;
  }

  /// @param acrValues what the refused operation asked for; without it, whatever is enrolled
  public record StepUpRequest(Optional<AuthenticationClass> acrValues) {}

  /// @param methods   any one of them will do, the strongest first
  /// @param expiresIn seconds
  @RegisterForReflection
  public record StepUpBegun(String stepUpId, List<String> methods, long expiresIn) {}

  /// @param expiresIn of the access token, seconds
  @RegisterForReflection
  public record SteppedUp(String accessToken, String tokenType, long expiresIn, String acr, List<String> amr) {

    @Override
    public String toString() {
      return "SteppedUp[" + acr + "]";
    }
  }

  @POST
  @Operation(operationId = "beginStepUp", summary = "Begin a step-up; says what will do")
  @APIResponse(responseCode = "200", description = "Begun",
      content = @Content(schema = @Schema(implementation = StepUpBegun.class)))
  public Uni<RestResponse<?>> begin(@Valid @NotNull StepUpRequest request) {
    return answered(beginStepUp.handle(customer.get(), request.acrValues().orElse(AuthenticationClass.AAL1)));
  }

  @POST
  @Path("/{id}/challenge")
  @Operation(operationId = "challengeStepUp",
      summary = "Have a code sent, or a WebAuthn challenge made, for one of the offered methods")
  @APIResponse(responseCode = "200", description = "What is needed to show the factor",
      content = @Content(schema = @Schema(implementation = ChallengeAnswer.class)))
  public Uni<RestResponse<?>> challenge(@RestPath String id, @Valid @NotNull ChallengeRequest request) {
    return continueStepUp.prepare(customer.get(), id, request.method())
        .map(prepared -> ChallengeAnswer.of(prepared, AuthProblem.STEP_UP_ENDED));
  }

  @POST
  @Path("/{id}/verify")
  @Operation(operationId = "verifyStepUp", summary = "Show the factor; the new access token says what the session is worth now")
  @APIResponse(responseCode = "200", description = "The session is raised for a while",
      content = @Content(schema = @Schema(implementation = SteppedUp.class)))
  public Uni<RestResponse<?>> verify(@RestPath String id, @Valid @NotNull ShownAgain shown) {
    return answered(continueStepUp.handle(customer.get(), id, shown));
  }

  private Uni<RestResponse<?>> answered(Uni<StepUpVerdict> verdict) {
    return verdict.invoke(metrics::count).onFailure().invoke(metrics::countFailure).map(StepUpResource::answer);
  }

  private static RestResponse<?> answer(StepUpVerdict verdict) {
    return switch (verdict) {
      case StepUpVerdict.Begun(var stepUpId, var methods, var expiresIn) ->
          uncached(new StepUpBegun(stepUpId, methods, expiresIn.toSeconds()));
      case StepUpVerdict.Complete(Elevated raised) -> uncached(new SteppedUp(
          raised.accessToken(), raised.tokenType(), raised.expiresIn(), raised.acr(), raised.amr()));
      case StepUpVerdict.OutOfReach() -> Problem.response(AuthProblem.STEP_UP_OUT_OF_REACH);
      case StepUpVerdict.CodeRefused(var triesLeft) -> triesLeft.isPresent()
          ? Problem.of(AuthProblem.CODE_REFUSED).with("triesLeft", triesLeft.getAsLong()).response()
          : Problem.response(AuthProblem.CODE_REFUSED);
      case StepUpVerdict.NotOffered() -> Problem.response(AuthProblem.METHOD_NOT_OFFERED);
      case StepUpVerdict.Ended() -> Problem.response(AuthProblem.STEP_UP_ENDED);
      case StepUpVerdict.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    };
  }

  // Tokens must not stay in a cache (RFC 6749 §5.1).
  private static <T> RestResponse<T> uncached(T answer) {
    return RestResponse.ResponseBuilder.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
