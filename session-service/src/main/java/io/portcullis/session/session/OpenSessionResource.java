package io.portcullis.session.session;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// auth-service's question: is this enough?
@Path("/internal/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class OpenSessionResource {

  private final OpenSession openSession;

  OpenSessionResource(OpenSession openSession) {
    this.openSession = openSession;
  }

  @POST
  @Operation(operationId = "openSession", summary = "Open a session on evidence, or say what is missing")
  public Uni<Opening> open(@Valid @NotNull OpenSessionRequest request) {
    return openSession.handle(request);
  }
}
