package io.portcullis.notification.checkup;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.notification.antiphishing.AntiPhishingCodes;
import io.portcullis.notification.contact.AddressMarks;
import io.portcullis.notification.contact.Contacts.Reachable;
import io.portcullis.notification.contact.Contacts;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.token.CurrentCustomer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Not for a restricted session: it would tell a thief who has a recovery code what else is missing.
@Path("/v1/security-checkup")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "Security check-up")
public class CheckupResource {

  private final CurrentCustomer customer;
  private final KeptProtections kept;
  private final Contacts contacts;
  private final AddressMarks marks;
  private final AntiPhishingCodes codes;
  private final Postgres postgres;
  private final Clock clock;

  CheckupResource(CurrentCustomer customer, KeptProtections kept, Contacts contacts, AddressMarks marks, AntiPhishingCodes codes,
      Postgres postgres, Clock clock) {
    this.customer = customer;
    this.kept = kept;
    this.contacts = contacts;
    this.marks = marks;
    this.codes = codes;
    this.postgres = postgres;
    this.clock = clock;
  }

  @GET
  @Operation(operationId = "getSecurityCheckup", summary = "What protects the account, what is missing, what to do next",
      description = "A change shows within a second.")
  @APIResponse(responseCode = "200", description = "The check-up", content = @Content(schema = @Schema(implementation = Checkup.class)))
  public Uni<RestResponse<Checkup>> show() {
    AccountId account = customer.get().account();
    return Uni.combine().all().unis(kept.of(account), contacts.find(postgres.pool(), account),
            marks.of(postgres.pool(), account), codes.find(account))
        .with((protections, contact, marked, phrase) -> {
          List<Address> addresses = contact.map(Reachable::addresses).orElse(List.of());
          return new Assessment(protections, addresses.size(), marked.returning(addresses), phrase.isPresent(), clock.instant()).checkup();
        })
        .map(checkup -> RestResponse.ResponseBuilder.ok(checkup).header(HttpHeaders.CACHE_CONTROL, "no-store").build());
  }
}
