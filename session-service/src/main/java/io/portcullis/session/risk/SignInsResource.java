package io.portcullis.session.risk;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.Customer;
import io.portcullis.session.SessionProblem;
import io.portcullis.session.revocation.LiveCustomer;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// Who tried to sign in to the account with its password or passkey, what was decided, and why (SAFE-2).
@Path("/v1/sign-ins")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "Sessions")
public class SignInsResource {

  private final KeptDecisions decisions;
  private final LiveCustomer customer;

  SignInsResource(KeptDecisions decisions, LiveCustomer customer) {
    this.decisions = decisions;
    this.customer = customer;
  }

  @GET
  @Operation(operationId = "listSignIns", summary = "The sign-ins of the account and what was decided about them, newest first")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = SignInPage.class)))
  public Uni<RestResponse<?>> list(
      @RestQuery Optional<String> after, @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
    AccountId owner = customer.get().account();
    Optional<UUID> before = SignInPage.before(after);
    return before.isEmpty()
        ? now(Problem.response(SessionProblem.CURSOR_REFUSED))
        // One more than asked for tells whether there is a next page.
        : decisions.page(owner, before.get(), limit + 1).map(found -> RestResponse.ok(SignInPage.forOwner(found, limit)));
  }
}
