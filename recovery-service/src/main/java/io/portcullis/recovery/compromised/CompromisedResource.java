package io.portcullis.recovery.compromised;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/recovery/compromised")
@Tag(name = "Freeze")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
public class CompromisedResource {

  private final CurrentCustomer customer;
  private final ReportCompromise reportCompromise;

  CompromisedResource(CurrentCustomer customer, ReportCompromise reportCompromise) {
    this.customer = customer;
    this.reportCompromise = reportCompromise;
  }

  @POST
  @Consumes(MediaType.WILDCARD) // there is no body
  @Operation(operationId = "reportCompromise", summary = "Freeze my account: somebody else is in it", description = """
      Ends every session, this one too, and every API key. Forgets trusted devices. Voids links to reset the password, approvals and \
      removals of second factors that wait. Refuses sign-ins until the account's owner has gone the way back. No proof is asked for.""")
  @APIResponse(responseCode = "204", description = "The account is frozen")
  public Uni<RestResponse<?>> report() {
    Customer reporter = customer.get();
    return reportCompromise.handle(reporter.account(), reporter.session()).map(verdict -> switch (verdict) {
      case FROZEN -> RestResponse.noContent();
      case NO_ACCOUNT -> Problem.response(HouseProblem.NOT_FOUND);
    });
  }
}
