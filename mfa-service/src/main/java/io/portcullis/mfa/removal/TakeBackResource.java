package io.portcullis.mfa.removal;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What auth-service asks for when a password was reset by a link, or a change of identifiers was taken back.
@Path("/internal/accounts/{id}/factors/take-back")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class TakeBackResource {

  private final TakeBackFactors takeBack;

  TakeBackResource(TakeBackFactors takeBack) {
    this.takeBack = takeBack;
  }

  /// @param orderedAt     what was enrolled later stays
  /// @param enrolledAfter take away what was enrolled after this moment; absent: what rests on an address, while it is fresh
  public record TakeBackOrder(@NotNull Instant orderedAt, Optional<Instant> enrolledAfter) {}

  @POST
  @Operation(summary = "Take away factors that rest on an address, or that were enrolled after a moment; again changes nothing")
  @APIResponse(responseCode = "204", description = "They are gone, and what was begun is void")
  public Uni<Void> takeBack(@PathParam("id") String id, @NotNull @Valid TakeBackOrder order) {
    AccountId account = AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
    return order.enrolledAfter().map(since -> takeBack.enrolledAfter(account, since, order.orderedAt()))
        .orElseGet(() -> takeBack.restingOnAddress(account, order.orderedAt()));
  }
}
