package io.portcullis.notification.activity;

import io.portcullis.contracts.EventId;
import io.portcullis.notification.NotificationProblem;
import io.portcullis.notification.audit.EntryProof;
import io.portcullis.notification.audit.ProofVerdict;
import io.portcullis.notification.audit.ProveEntry;
import io.portcullis.notification.listing.Cursor;
import io.portcullis.notification.listing.KnownParameters;
import io.portcullis.notification.listing.ListFilter;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/activity")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "Activity")
public class ActivityResource {

  private static final KnownParameters PARAMETERS =
      KnownParameters.of(Set.of("after", "limit", "device", "from", "to"), Set.of("kind"));

  private static final KnownParameters NONE = KnownParameters.of(Set.of(), Set.of());
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Duration SOON = Duration.ofSeconds(5);

  private final CurrentCustomer customer;
  private final ListActivity activity;
  private final ProveEntry proof;

  ActivityResource(CurrentCustomer customer, ListActivity activity, ProveEntry proof) {
    this.customer = customer;
    this.activity = activity;
    this.proof = proof;
  }

  @GET
  @Operation(operationId = "listActivity", summary = "What happened to the account, newest first")
  public Uni<ActivityPage> list(
      @RestQuery @Pattern(regexp = Cursor.PATTERN) @Parameter(description = "`next` of the page before") String after,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit,
      @Valid @BeanParam ListFilter filter, @Context UriInfo asked) {
    PARAMETERS.require(asked);
    return activity.handle(customer.get().account(), Optional.ofNullable(after), limit, filter.bounds());
  }

  @GET
  @Path("/{id}/proof")
  @RolesAllowed("customer")
  @Operation(operationId = "proveActivity", summary = "That an entry about the account stands in the audit log")
  @APIResponse(responseCode = "200", description = "The proof",
      content = @Content(schema = @Schema(implementation = EntryProof.class)))
  public Uni<RestResponse<?>> prove(@RestPath @Pattern(regexp = ID) String id, @Context UriInfo asked) {
    NONE.require(asked);
    return proof.handle(customer.get().account(), EventId.of(id)).map(verdict -> switch (verdict) {
      case ProofVerdict.Proved(var found) -> RestResponse.ok(found);
      case ProofVerdict.Awaited() -> Problem.of(NotificationProblem.PROOF_AWAITED).retryAfter(SOON);
      case ProofVerdict.Unknown() -> Problem.response(HouseProblem.NOT_FOUND);
    });
  }
}
