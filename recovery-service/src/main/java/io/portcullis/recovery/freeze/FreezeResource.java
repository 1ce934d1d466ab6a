package io.portcullis.recovery.freeze;

import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/recovery/freeze")
@Tag(name = "Freeze")
// Named, or Quarkus REST builds a record of one string from text/plain too, which any web page may post.
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class FreezeResource {

  private final FreezeAccount freezeAccount;

  FreezeResource(FreezeAccount freezeAccount) {
    this.freezeAccount = freezeAccount;
  }

  @POST
  @Operation(operationId = "freezeByLink", summary = "Freeze the account that an alert was about", description = """
      Refuses sign-ins and ends every session. Using the same link again changes nothing more.""")
  @APIResponse(responseCode = "204", description = "The account is frozen")
  public Uni<RestResponse<?>> freeze(@Valid @NotNull FreezeRequest request) {
    return freezeAccount.handle(request.token()).map(verdict -> switch (verdict) {
      case FROZEN -> RestResponse.noContent();
      case LINK_REFUSED -> Problem.response(RecoveryProblem.LINK_REFUSED);
    });
  }

  public record FreezeRequest(@NotBlank @Size(max = 2000) String token) {
    @Override
    public String toString() {
      return "FreezeRequest[redacted]";
    }
  }
}
