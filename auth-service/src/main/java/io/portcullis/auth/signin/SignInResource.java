package io.portcullis.auth.signin;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.signin.SignInAnswer.SecondFactorNeeded;
import io.portcullis.auth.signin.SignInAnswer.SignedIn;
import io.portcullis.runtime.http.ClientAddress;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Signing in, step by step; each answer says what comes next.
@Path("/v1/sign-in")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sign-in")
@PermitAll
public class SignInResource {

  private final SignIn signIn;
  private final ContinueSignIn continueSignIn;
  private final SignInMetrics metrics;
  private final ClientAddress client;

  SignInResource(SignIn signIn, ContinueSignIn continueSignIn, SignInMetrics metrics, ClientAddress client) {
    this.signIn = signIn;
    this.continueSignIn = continueSignIn;
    this.metrics = metrics;
    this.client = client;
  }

  /// @param method one of those that the last answer offered
  public record NextStep(
      @NotNull @Pattern(regexp = "[a-z][a-z-]{0,31}") @Schema(examples = "totp") String method,
      @NotNull @Size(max = 64) @Schema(examples = "123456") String code) {

    @Override
    public String toString() {
      return "NextStep[" + method + "]";
    }
  }

  @POST
  @Operation(summary = "Sign in with identifier and password",
      description = "Answers with tokens, or with what else must be shown.")
  @APIResponse(responseCode = "200", description = "Through, or asked for more",
      content = @Content(schema = @Schema(implementation = SignInAnswer.class)))
  public Uni<RestResponse<?>> signIn(
      @Valid @NotNull SignInRequest request, @HeaderParam(HttpHeaders.USER_AGENT) Optional<String> userAgent) {
    return answered(signIn.handle(request, origin(userAgent)));
  }

  @POST
  @Path("/{id}/verify")
  @Operation(summary = "Show a second factor")
  @APIResponse(responseCode = "200", description = "Through, or asked for more",
      content = @Content(schema = @Schema(implementation = SignInAnswer.class)))
  public Uni<RestResponse<?>> verify(@RestPath String id, @Valid @NotNull NextStep step,
      @HeaderParam(HttpHeaders.USER_AGENT) Optional<String> userAgent) {
    return answered(continueSignIn.handle(id, step.method(), step.code(), origin(userAgent)));
  }

  private Origin origin(Optional<String> userAgent) {
    return new Origin(client.network(), client.address().getHostAddress(), userAgent.orElse(""));
  }

  private Uni<RestResponse<?>> answered(Uni<SignInVerdict> verdict) {
    return verdict.invoke(metrics::count).onFailure().invoke(metrics::countFailure).map(this::answer);
  }

  private RestResponse<?> answer(SignInVerdict verdict) {
    return switch (verdict) {
      case SignInVerdict.Complete(var session) -> uncached(SignedIn.with(session));
      case SignInVerdict.MoreProof asked -> uncached(SecondFactorNeeded.by(asked));
      // 403, not 401: no HTTP authentication scheme is being challenged (RFC 9110 §15.5.2).
      case SignInVerdict.Refused() -> Problem.response(AuthProblem.CREDENTIALS_REFUSED);
      case SignInVerdict.Frozen() -> Problem.response(AuthProblem.ACCOUNT_FROZEN);
      case SignInVerdict.CodeRefused(var triesLeft) -> triesLeft.isPresent()
          ? Problem.of(AuthProblem.CODE_REFUSED).with("triesLeft", triesLeft.getAsLong()).response()
          : Problem.response(AuthProblem.CODE_REFUSED);
      case SignInVerdict.Ended() -> Problem.response(AuthProblem.SIGN_IN_ENDED);
      case SignInVerdict.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    };
  }

  // Tokens must not stay in a cache (RFC 6749 §5.1).
  private static RestResponse<SignInAnswer> uncached(SignInAnswer answer) {
    return RestResponse.ResponseBuilder.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
