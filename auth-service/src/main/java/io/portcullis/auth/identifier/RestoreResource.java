package io.portcullis.auth.identifier;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The link in a message about a change of identifiers: for anybody who has the message, signed in or not.
@Path("/v1/account/identifiers/restore")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "account")
@PermitAll
public class RestoreResource {

  private final RestoreIdentifiers restore;

  RestoreResource(RestoreIdentifiers restore) {
    this.restore = restore;
  }

  @Schema(name = "RestoreRequest")
  public record RestoreRequest(@NotNull @Size(max = 200) String token) {

    @Override
    public String toString() {
      return "RestoreRequest[redacted]";
    }
  }

  @POST
  @Operation(operationId = "restoreIdentifiers",
      summary = "Take a change of identifiers back by the link in a message", description = """
      The identifiers are as they were; every change after it is undone and every session ends. The password no longer
      works: ask for a reset link.""")
  @APIResponse(responseCode = "204", description = "Taken back")
  public Uni<RestResponse<?>> restore(@Valid @NotNull RestoreRequest request) {
    return OpaqueToken.parseLink(TellOfChange.TOKEN_PREFIX, request.token()).map(restore::handle)
        .orElseGet(() -> now(false))
        .map(restored -> restored ? RestResponse.noContent() : Problem.response(AuthProblem.LINK_REFUSED));
  }
}
