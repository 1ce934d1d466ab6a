package io.portcullis.auth.hold;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.hold.CheckHolds.Checked;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
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
import org.jboss.resteasy.reactive.RestResponse;

/// For the exchange's own systems, by their service tokens.
@Path("/internal/holds")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class HoldChecksResource {

  private final CheckHolds check;

  HoldChecksResource(CheckHolds check) {
    this.check = check;
  }

  /// @param scope by which way money is to leave
  public record WayOut(@NotNull AccountId accountId, @NotNull HoldScope scope) {}

  /// @param until the end of the longest of `holds`; absent when nothing is held
  @RegisterForReflection
  public record HoldAnswer(boolean held, Optional<Instant> until, List<Hold> holds) {}

  @POST
  @Path("/check")
  @Operation(operationId = "checkHolds", summary = "Ask whether money may leave an account in this moment",
      description = "For what needs no approval, such as a withdrawal that an API key asks for. Consuming an approval asks by itself. "
          + "Money may leave after a 200 with `held` false and after nothing else.")
  @APIResponse(responseCode = "200", description = "Held or not",
      content = @Content(schema = @Schema(implementation = HoldAnswer.class)))
  public Uni<RestResponse<?>> check(@Valid @NotNull WayOut way) {
    return check.handle(way.accountId(), way.scope()).map(checked -> switch (checked) {
      case Checked.Known(var holding) -> RestResponse.ok(new HoldAnswer(!holding.isEmpty(),
          holding.stream().findFirst().map(Hold::until), holding));
      case Checked.Frozen() -> Problem.response(AuthProblem.ACCOUNT_FROZEN);
      case Checked.Locked() -> Problem.response(AuthProblem.ACCOUNT_LOCKED);
      case Checked.NoAccount() -> Problem.response(HouseProblem.NOT_FOUND);
    });
  }
}
