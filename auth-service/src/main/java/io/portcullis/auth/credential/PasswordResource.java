package io.portcullis.auth.credential;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.credential.ProvePassword.ProofVerdict;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The signed-in customer's password.
@Path("/v1/account/password")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "account")
@RolesAllowed("customer")
public class PasswordResource {

  private final ChangePassword changePassword;
  private final ProvePassword provePassword;

  PasswordResource(ChangePassword changePassword, ProvePassword provePassword) {
    this.provePassword = provePassword;
    this.changePassword = changePassword;
  }

  /// @param currentPassword the present one
  @Schema(name = "PasswordChange")
  public record PasswordChange(@NotNull @Schema(implementation = String.class) Secret currentPassword,
      @NotNull @Schema(implementation = String.class) Secret newPassword) {}

  public record PasswordShown(@NotNull @Schema(implementation = String.class) Secret password) {}

  /// @param passwordProof to be shown where a first second factor is enrolled, from this session
  /// @param expiresIn     seconds
  @RegisterForReflection
  public record PasswordProved(String passwordProof, long expiresIn) {

    @Override
    public String toString() {
      return "PasswordProved[redacted]";
    }
  }

  @POST
  @Path("/proof")
  @RolesAllowed({"customer", Customer.RESTRICTED})
  @Operation(operationId = "provePassword",
      summary = "Show the password; the proof of it is what enrolling a first second factor wants",
      description = "The proof is good for ten minutes, in this session alone.")
  @APIResponse(responseCode = "200", description = "Proved",
      content = @Content(schema = @Schema(implementation = PasswordProved.class)))
  public Uni<RestResponse<?>> prove(@Valid @NotNull PasswordShown shown) {
    return provePassword.handle(shown.password()).map(verdict -> switch (verdict) {
      case ProofVerdict.Made(var proof) -> RestResponse.ResponseBuilder
          .ok(new PasswordProved(proof.passwordProof(), proof.expiresIn())).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
      case ProofVerdict.Refused() -> Problem.response(AuthProblem.CREDENTIALS_REFUSED);
      case ProofVerdict.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    });
  }

  @PUT
  @Operation(operationId = "changeOwnPassword", summary = "Change the password; every other session ends",
      description = "Demands the second factor of the last five minutes where one is enrolled. This session goes on.")
  @APIResponse(responseCode = "204", description = "Changed")
  public Uni<RestResponse<?>> change(@Valid @NotNull PasswordChange change) {
    return changePassword.handle(change.currentPassword(), change.newPassword()).map(verdict -> switch (verdict) {
      case ChangePasswordVerdict.Changed() -> RestResponse.noContent();
      case ChangePasswordVerdict.NewRefused(var why) -> why.problem().response();
      case ChangePasswordVerdict.PresentRefused() -> Problem.response(AuthProblem.CREDENTIALS_REFUSED);
      case ChangePasswordVerdict.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    });
  }
}
