package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.EnrolledMethods.Enrolled;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What auth-service asks beside the password hash.
@Path("/internal/accounts/{id}/methods")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class MethodsResource {

  private final EnrolledMethods enrolled;

  MethodsResource(EnrolledMethods enrolled) {
    this.enrolled = enrolled;
  }

  @GET
  @Operation(summary = "Name the second factors of an account, strongest first")
  public Uni<Enrolled> methods(@PathParam("id") String id) {
    // Never an empty list for an id that can't be read: it would mean "no second factor".
    AccountId account = AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
    return enrolled.find(account);
  }
}
