package io.portcullis.mfa.removal;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What auth-service asks for when an account is frozen.
@Path("/internal/accounts/{id}/removals")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class FreezeResource {

  private final CancelRemovals cancel;

  FreezeResource(CancelRemovals cancel) {
    this.cancel = cancel;
  }

  @DELETE
  @Operation(summary = "Cancel every removal that waits, because the account is frozen")
  @APIResponse(responseCode = "204", description = "None waits any more")
  public Uni<Void> cancelAll(@PathParam("id") String id) {
    return cancel.all(AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND)));
  }
}
