package io.portcullis.session.standing;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Where auth-service tells of freezes and password resets. Idempotent: it may repeat itself until it is answered.
@Path("/internal/accounts/{id}/standing")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class StandingResource {

  private final TightenStanding tightenStanding;

  StandingResource(TightenStanding tightenStanding) {
    this.tightenStanding = tightenStanding;
  }

  /// @param ended how many sessions were live until now
  @RegisterForReflection
  record StandingTightened(int ended) {}

  @PUT
  @Operation(operationId = "tightenStanding", summary = "Void older evidence or bar the account, and end its sessions")
  @APIResponse(responseCode = "200", description = "It holds", content = @Content(schema = @Schema(implementation = StandingTightened.class)))
  public Uni<RestResponse<?>> tighten(@RestPath String id, @Valid @NotNull StandingChange change) {
    return AccountId.parse(id)
        .<Uni<RestResponse<?>>>map(account -> tightenStanding.handle(account, change)
            .map(ended -> RestResponse.ok(new StandingTightened(ended))))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }
}
