package io.portcullis.auth.signin;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.factor.ChallengeAnswer;
import io.portcullis.auth.factor.ChallengeRequest;
import io.portcullis.auth.factor.ShownFactor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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

  static final String DPOP = "A proof of the key that the tokens are to be bound to (RFC 9449)";

  private final SignIn signIn;
  private final ContinueSignIn continueSignIn;
  private final SignInAnswers answers;

  SignInResource(SignIn signIn, ContinueSignIn continueSignIn, SignInAnswers answers) {
    this.signIn = signIn;
    this.continueSignIn = continueSignIn;
    this.answers = answers;
  }

  @POST
  @Operation(operationId = "signIn", summary = "Sign in with identifier and password",
      description = "Answers with tokens, or with what else must be shown. With tokensIn=cookies the refresh and the device token are in cookies that no script can read; such a request must come from a page of the configured origin.")
  @Parameter(name = "DPoP", in = ParameterIn.HEADER, description = DPOP, schema = @Schema(implementation = String.class))
  @APIResponse(responseCode = "200", description = "Through, or asked for more",
      content = @Content(schema = @Schema(implementation = SignInAnswer.class)))
  public Uni<RestResponse<?>> signIn(@Valid @NotNull SignInRequest request) {
    return answers.answered(origin -> signIn.handle(request, origin));
  }

  @POST
  @Path("/{id}/challenge")
  @Operation(operationId = "challengeSignIn",
      summary = "Have a code sent, or a WebAuthn challenge made, for one of the offered methods")
  @APIResponse(responseCode = "200", description = "What is needed to show the factor",
      content = @Content(schema = @Schema(implementation = ChallengeAnswer.class)))
  public Uni<RestResponse<?>> challenge(@RestPath String id, @Valid @NotNull ChallengeRequest request) {
    return continueSignIn.prepare(id, request.method())
        .map(prepared -> ChallengeAnswer.of(prepared, AuthProblem.SIGN_IN_ENDED));
  }

  @POST
  @Path("/{id}/verify")
  @Operation(operationId = "verifySignIn", summary = "Show a second factor")
  @Parameter(name = "DPoP", in = ParameterIn.HEADER, description = DPOP, schema = @Schema(implementation = String.class))
  @APIResponse(responseCode = "200", description = "Through, or asked for more",
      content = @Content(schema = @Schema(implementation = SignInAnswer.class)))
  public Uni<RestResponse<?>> verify(@RestPath String id, @Valid @NotNull ShownFactor shown) {
    return answers.answered(origin -> continueSignIn.handle(id, shown, Trust.of(shown.trustDevice()), origin));
  }
}
