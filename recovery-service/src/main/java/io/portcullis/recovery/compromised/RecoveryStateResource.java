package io.portcullis.recovery.compromised;

import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.recovery.compromised.WayBack.Challenge;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/// Where a client stands, after a restart of it for example.
@Path("/v1/recovery/state")
@Tag(name = "Freeze")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class RecoveryStateResource {

  private final WayBacks wayBacks;

  RecoveryStateResource(WayBacks wayBacks) {
    this.wayBacks = wayBacks;
  }

  /// @param next    `factor`, `recovery-case`, `password`, `review`, or `done`
  /// @param methods by which a factor can be shown, strongest first
  @RegisterForReflection
  public record RecoveryState(@Schema(implementation = String.class) Step next, List<String> methods, Instant expiresAt) {}

  @GET
  @Operation(operationId = "recoveryState", summary = "Where the way back stands, and what comes next", description = """
      Without a `Way-Back` there is nothing to tell: ask for a link with `POST /v1/recovery/password`, and begin with it.""")
  @APIResponse(responseCode = "200", description = "The next step",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = RecoveryState.class)))
  public Uni<RestResponse<?>> state(@RestHeader(WayBackResource.HEADER) Optional<String> token) {
    return WayBackResource.find(wayBacks, token).map(found -> found
        .<RestResponse<?>>map(way -> RestResponse.ok(new RecoveryState(way.step(),
            way.challenge().map(Challenge::methods).orElse(List.of()), way.expiresAt())))
        .orElseGet(() -> Problem.response(RecoveryProblem.WAY_BACK_ENDED)));
  }
}
