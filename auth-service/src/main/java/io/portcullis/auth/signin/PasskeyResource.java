package io.portcullis.auth.signin;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.factor.WebAuthnJson;
import io.portcullis.auth.human.HumanProof;
import io.portcullis.auth.signin.SignInAnswer.HumanVerificationNeeded;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Signing in with a passkey, without a password.
@Path("/v1/sign-in/passkey")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sign-in")
@PermitAll
public class PasskeyResource {

  private final PasskeySignIn passkeySignIn;
  private final SignInAnswers answers;

  PasskeyResource(PasskeySignIn passkeySignIn, SignInAnswers answers) {
    this.passkeySignIn = passkeySignIn;
    this.answers = answers;
  }

  /// @param identifier when it was typed; without it the authenticator offers what it has
  /// @param humanProof the answer to the challenge of an answer `human-verification`
  public record PasskeyRequest(Optional<@Size(max = 320) String> identifier, Optional<@Valid HumanProof> humanProof) {

    @Override
    public String toString() {
      return "PasskeyRequest[redacted]";
    }
  }

  /// @param publicKey `PublicKeyCredentialRequestOptionsJSON` (WebAuthn L3 §5.10.2)
  /// @param expiresIn seconds
  @RegisterForReflection
  public record PasskeyChallenge(
      String signInId, WebAuthnJson publicKey, long expiresIn) {}

  @POST
  @Operation(operationId = "beginPasskeySignIn", summary = "Begin to sign in with a passkey")
  @APIResponse(responseCode = "200", description = "What the browser needs to ask for the passkey",
      content = @Content(schema = @Schema(oneOf = {PasskeyChallenge.class, HumanVerificationNeeded.class})))
  public Uni<RestResponse<?>> begin(@Valid @NotNull PasskeyRequest request) {
    return passkeySignIn.begin(request.identifier(), request.humanProof(), answers.origin()).map(verdict -> switch (verdict) {
      case PasskeyVerdict.Begun(var signInId, var publicKey, var expiresIn) -> RestResponse.ResponseBuilder
          .ok(new PasskeyChallenge(signInId, publicKey, expiresIn)).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
      case PasskeyVerdict.HumanVerification(var challenge) -> RestResponse.ResponseBuilder
          .ok(HumanVerificationNeeded.by(challenge)).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
      case PasskeyVerdict.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    });
  }

  @POST
  @Path("/verify")
  @Operation(operationId = "verifyPasskeySignIn", summary = "Show the passkey")
  @Parameter(name = "DPoP", in = ParameterIn.HEADER, description = SignInResource.DPOP, schema = @Schema(implementation = String.class))
  @APIResponse(responseCode = "200", description = "Signed in",
      content = @Content(schema = @Schema(implementation = SignInAnswer.SignedIn.class)))
  public Uni<RestResponse<?>> verify(@Valid @NotNull ShownPasskey shown) {
    return answers.answered(origin -> passkeySignIn.finish(shown, origin));
  }
}
