package io.portcullis.session.approval;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.session.lifecycle.Sessions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Where auth-service asks, at the moment in which an approved action is to be executed, whether its customer has signed out since.
@Path("/internal/accounts/{account}/sessions/{session}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class ApprovalSessionResource {

  private final Sessions sessions;
  private final Clock clock;

  ApprovalSessionResource(Sessions sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @RegisterForReflection
  public record SessionLife(boolean live) {}

  @GET
  @Operation(operationId = "isSessionLive", summary = "Whether a session of the account is live, as the database knows it now")
  public Uni<SessionLife> one(@PathParam("account") String account, @PathParam("session") String session) {
    return sessions.isLive(AccountId.parse(account).orElseThrow(ApprovalSessionResource::notFound),
        SessionId.parse(session).orElseThrow(ApprovalSessionResource::notFound), clock.instant()).map(SessionLife::new);
  }

  private static ProblemException notFound() {
    return new ProblemException(HouseProblem.NOT_FOUND);
  }
}
