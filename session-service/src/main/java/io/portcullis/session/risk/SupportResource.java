package io.portcullis.session.risk;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.session.SessionProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// The same for the support desk, with scores; recovery-service asks for it.
@Path("/internal/accounts/{id}/sign-ins")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class SupportResource {

  private final KeptDecisions decisions;

  SupportResource(KeptDecisions decisions) {
    this.decisions = decisions;
  }

  @GET
  @Operation(operationId = "explainSignIns", summary = "What was decided about an account's sign-ins, and why")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = SignInPage.class)))
  public Uni<RestResponse<?>> list(@RestPath String id, @RestQuery Optional<String> after,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
    Optional<AccountId> account = AccountId.parse(id);
    Optional<UUID> before = SignInPage.before(after);
    if (account.isEmpty()) {
      return now(Problem.response(HouseProblem.NOT_FOUND));
    }
    return before.isEmpty()
        ? now(Problem.response(SessionProblem.CURSOR_REFUSED))
        : decisions.page(account.get(), before.get(), limit + 1).map(found -> RestResponse.ok(SignInPage.forStaff(found, limit)));
  }
}
