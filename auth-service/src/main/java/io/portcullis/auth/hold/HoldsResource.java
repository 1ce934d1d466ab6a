package io.portcullis.auth.hold;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What holds the customer's own money. A restricted session sees it, too: what restricts it often is the reason.
@Path("/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "holds")
@RolesAllowed({"customer", Customer.RESTRICTED})
public class HoldsResource {

  private final CurrentCustomer customer;
  private final Holds holds;
  private final Postgres postgres;

  HoldsResource(CurrentCustomer customer, Holds holds, Postgres postgres) {
    this.customer = customer;
    this.holds = holds;
    this.postgres = postgres;
  }

  /// @param holds the longest first; empty when nothing is held
  @RegisterForReflection
  public record HoldList(List<Hold> holds) {}

  @GET
  @Operation(operationId = "listHolds", summary = "What is held, why, and until when",
      description = "Withdrawals, sales and transfers of a scope wait for the longest hold of it. Nothing shortens one.")
  public Uni<HoldList> list() {
    return holds.of(postgres.pool(), customer.get().account()).map(HoldList::new);
  }
}
