package io.portcullis.notification.activity;

import io.portcullis.notification.listing.KnownParameters;
import io.portcullis.notification.listing.ListFilter;
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
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/activity")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "Activity")
public class ActivityResource {

  private static final KnownParameters PARAMETERS =
      KnownParameters.of(Set.of("after", "limit", "device", "from", "to"), Set.of("kind"));

  private final CurrentCustomer customer;
  private final ListActivity activity;

  ActivityResource(CurrentCustomer customer, ListActivity activity) {
    this.customer = customer;
    this.activity = activity;
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
}
