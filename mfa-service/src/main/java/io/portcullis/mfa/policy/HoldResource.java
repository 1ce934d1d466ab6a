package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// By which a service that let somebody back in keeps the account's last factor in its place.
@Path("/internal/accounts/{id}/hold")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class HoldResource {

  private final Holds holds;
  private final Postgres postgres;

  HoldResource(Holds holds, Postgres postgres) {
    this.holds = holds;
    this.postgres = postgres;
  }

  public record Hold(@NotNull Instant until) {}

  @PUT
  @Operation(summary = "Keep the last second factor of an account until then; never shortens a hold")
  @APIResponse(responseCode = "204", description = "Held, at least so long")
  public Uni<Void> hold(@PathParam("id") String id, @NotNull @Valid Hold hold) {
    AccountId account = AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
    return holds.hold(postgres.pool(), account, hold.until());
  }
}
