package io.portcullis.session.lifecycle;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// auth-service's questions: is this enough for a session, and for more of one?
@Path("/internal/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class OpenSessionResource {

  private final OpenSession openSession;
  private final ElevateSession elevateSession;

  OpenSessionResource(OpenSession openSession, ElevateSession elevateSession) {
    this.openSession = openSession;
    this.elevateSession = elevateSession;
  }

  @POST
  @Operation(operationId = "openSession", summary = "Open a session on evidence, or say what is missing")
  public Uni<Opening> open(@Valid @NotNull OpenSessionRequest request) {
    return openSession.handle(request);
  }

  @POST
  @Path("/{id}/elevate")
  @Operation(operationId = "elevateSession", summary = "Raise a live session on the evidence of a step-up")
  @APIResponse(responseCode = "200", description = "Raised, or not", content = @Content(schema = @Schema(implementation = Elevation.class)))
  public Uni<RestResponse<?>> elevate(@RestPath String id, @Valid @NotNull ElevateRequest request) {
    return SessionId.parse(id)
        .<Uni<RestResponse<?>>>map(session -> elevateSession.handle(session, request).map(RestResponse::ok))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }
}
