package io.portcullis.auth.credential;

import io.portcullis.auth.AuthProblem;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

  PasswordResource(ChangePassword changePassword) {
    this.changePassword = changePassword;
  }

  /// @param currentPassword the present one
  @Schema(name = "PasswordChange")
  public record PasswordChange(@NotNull @Schema(implementation = String.class) Secret currentPassword,
      @NotNull @Schema(implementation = String.class) Secret newPassword) {}

  @PUT
  @Operation(summary = "Change the password; every other session ends",
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
