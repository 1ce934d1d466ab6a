package io.portcullis.mfa.removal;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Removals that wait.
@Path("/v1/mfa/removals")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "second factors")
public class RemovalResource {

  private final CancelRemovals cancel;

  RemovalResource(CancelRemovals cancel) {
    this.cancel = cancel;
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "keepSecondFactor", summary = "Cancel a removal that waits: the factor stays",
      description = "Wants a factor that is settled, or at least as old as the one that asked for the removal.")
  @APIResponse(responseCode = "204", description = "Cancelled")
  public Uni<RestResponse<?>> cancel(@PathParam("id") String id) {
    return parse(id).map(cancel::handle).orElseGet(() -> now(false))
        .map(cancelled -> cancelled ? RestResponse.noContent() : Problem.response(HouseProblem.NOT_FOUND));
  }

  private static Optional<UUID> parse(String id) {
    try {
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
