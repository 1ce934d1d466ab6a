package io.portcullis.notification.activity;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.contact.Contacts;
import io.portcullis.notification.letter.Bundles;
import io.portcullis.notification.listing.KnownParameters;
import io.portcullis.notification.listing.ListFilter;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
  private final Activities activities;
  private final Contacts contacts;

  ActivityResource(CurrentCustomer customer, Activities activities, Contacts contacts) {
    this.customer = customer;
    this.activities = activities;
    this.contacts = contacts;
  }

  @GET
  @Operation(operationId = "listActivity", summary = "What happened to the account, newest first")
  public Uni<Page> list(
      @RestQuery @Pattern(regexp = Cursor.PATTERN) @Parameter(description = "`next` of the page before") String after,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit,
      @Valid @BeanParam ListFilter filter, @Context UriInfo asked) {
    PARAMETERS.require(asked);
    Cursor cursor = Optional.ofNullable(after).map(Cursor::parse).orElse(Cursor.START);
    // One more than asked for tells whether there is a next page.
    var account = customer.get().account();
    return Uni.combine().all().unis(activities.before(account, cursor, limit + 1, filter.bounds()), contacts.locale(account))
        .with((found, locale) -> page(found, limit, locale));
  }

  private static Page page(List<SecurityEvent> found, int limit, String locale) {
    List<SecurityEvent> shown = found.subList(0, Math.min(limit, found.size()));
    ActivityWords words = Bundles.in(locale, ActivityWords.class);
    return new Page(shown.stream().map(event -> Activity.of(event, words)).toList(),
        found.size() > limit ? Optional.of(cursor(shown.getLast()).toString()) : Optional.empty());
  }

  private static Cursor cursor(SecurityEvent event) {
    // As precise as the column it is compared with.
    return new Cursor(event.time().truncatedTo(ChronoUnit.MICROS), event.id());
  }

  /// @param next present when there is more; pass it as `after`
  @RegisterForReflection
  @Schema(name = "ActivityPage")
  public record Page(List<Activity> events, Optional<String> next) {}
}
