package io.portcullis.session.export;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What auth-service asks for when a customer takes the account's data along.
@Path("/internal/accounts/{id}/session-export")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class SessionExportResource {

  private final SessionExport export;

  SessionExportResource(SessionExport export) {
    this.export = export;
  }

  @GET
  @Operation(operationId = "exportSessions", summary = "The account's devices, sessions, sign-ins and API keys, for its owner to take along")
  @APIResponse(responseCode = "200", description = "The part `session` of an account export",
      content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT, additionalProperties = Schema.True.class)))
  public Uni<String> export(@PathParam("id") String id) {
    return export.of(AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND)));
  }
}
