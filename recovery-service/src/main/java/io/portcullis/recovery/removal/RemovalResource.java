package io.portcullis.recovery.removal;

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

@Path("/v1/recovery/removals/cancel")
@Tag(name = "Freeze")
// Named, or Quarkus REST builds a record of one string from text/plain too, which any web page may post.
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class RemovalResource {

  private final CancelRemovals cancelRemovals;

  RemovalResource(CancelRemovals cancelRemovals) {
    this.cancelRemovals = cancelRemovals;
  }

  @POST
  @Operation(operationId = "cancelRemovalsByLink", summary = "Cancel the removal of a second factor that an alert was about", description = """
      The factor stays. Removals that were asked for after the alert are not touched. Using the same link again changes nothing.""")
  @APIResponse(responseCode = "204", description = "None waits any more that the alert knew of")
  public Uni<RestResponse<?>> cancel(@Valid @NotNull RemovalCancellation request) {
    return cancelRemovals.handle(request.token()).map(verdict -> switch (verdict) {
      case CANCELLED -> RestResponse.noContent();
      case LINK_REFUSED -> Problem.response(RecoveryProblem.LINK_REFUSED);
    });
  }

  public record RemovalCancellation(@NotBlank @Size(max = 2000) String token) {
    @Override
    public String toString() {
      return "RemovalCancellation[redacted]";
    }
  }
}
