package io.portcullis.notification.inbox;

import io.portcullis.contracts.EventId;
import io.portcullis.notification.letter.Reader;
import io.portcullis.notification.listing.KnownParameters;
import io.portcullis.notification.listing.ListFilter;
import io.portcullis.notification.preference.Readers;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// Marks are made under the settings lock, too: they change nothing that protects. A restricted session sees the alerts and makes no
/// mark, so a thief with a recovery code leaves every alert unread.
@Path("/v1/alerts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "Alerts")
public class AlertsResource {

  private static final KnownParameters PARAMETERS =
      KnownParameters.of(Set.of("after", "limit", "device", "from", "to"), Set.of("kind"));
  private static final KnownParameters AFTER_ALONE = KnownParameters.of(Set.of("after"), Set.of());
  private static final String NUMBER = "[0-9]{1,18}";
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final CurrentCustomer customer;
  private final KeptAlerts alerts;
  private final AlertStreams streams;
  private final Readers readers;

  AlertsResource(CurrentCustomer customer, KeptAlerts alerts, AlertStreams streams, Readers readers) {
    this.customer = customer;
    this.alerts = alerts;
    this.streams = streams;
    this.readers = readers;
  }

  @GET
  @RolesAllowed({"customer", Customer.RESTRICTED})
  @Operation(operationId = "listAlerts", summary = "What the customer was told, newest first")
  public Uni<Page> list(
      @RestQuery @Pattern(regexp = NUMBER) @Parameter(description = "`next` of the page before") String after,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit,
      @Valid @BeanParam ListFilter filter, @Context UriInfo asked) {
    PARAMETERS.require(asked);
    var account = customer.get().account();
    long below = after == null ? Long.MAX_VALUE : Long.parseLong(after);
    return Uni.combine().all().unis(
        // One more than asked for tells whether there is a next page.
        alerts.before(account, below, limit + 1, filter.bounds()), alerts.unread(account), readers.of(account))
        .with((found, unread, reader) -> page(found, limit, unread, reader));
  }

  private static Page page(List<KeptAlert> found, int limit, long unread, Reader reader) {
    List<KeptAlert> shown = found.subList(0, Math.min(limit, found.size()));
    return new Page(shown.stream().flatMap(alert -> alert.in(reader).stream()).toList(), unread,
        found.size() > limit ? Optional.of(Long.toString(shown.getLast().number())) : Optional.empty());
  }

  @GET
  @Path("/stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RolesAllowed({"customer", Customer.RESTRICTED})
  // For nginx: without it events would wait for company.
  @ResponseHeader(name = "X-Accel-Buffering", value = "no")
  @Operation(operationId = "streamAlerts",
      summary = "Alerts as they happen, as server-sent events; ends with the access token and with its session")
  public Multi<OutboundSseEvent> stream(
      @RestHeader("Last-Event-ID") @Pattern(regexp = NUMBER) @Parameter(description = "`id` of the last event that was heard") String lastEventId,
      @RestQuery @Pattern(regexp = NUMBER) @Parameter(description = "As `Last-Event-ID`, for the first connection") String after,
      @Context UriInfo asked, @Context Sse sse) {
    AFTER_ALONE.require(asked);
    String heard = lastEventId == null ? after : lastEventId;
    return streams.listen(customer.get(), heard == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(heard)), sse);
  }

  @POST
  @Path("/{id}/read")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "markAlertRead", summary = "Mark an alert as read")
  @APIResponse(responseCode = "204", description = "Marked, now or before")
  public Uni<RestResponse<?>> read(@RestPath @Pattern(regexp = ID) String id) {
    return alerts.markRead(customer.get().account(), EventId.of(id)).map(AlertsResource::answer);
  }

  @POST
  @Path("/read-all")
  @Operation(operationId = "markAlertsRead", summary = "Mark an alert and all before it as read")
  @APIResponse(responseCode = "204", description = "Marked")
  public Uni<RestResponse<?>> readAll(@Valid @NotNull Shown shown) {
    return alerts.markReadUpTo(customer.get().account(), EventId.of(shown.upTo())).map(AlertsResource::answer);
  }

  private static RestResponse<?> answer(boolean there) {
    return there ? RestResponse.noContent() : Problem.response(HouseProblem.NOT_FOUND);
  }

  /// @param unread how many are not marked as read, on whichever page
  /// @param next   present when there is more; pass it as `after`
  @RegisterForReflection
  @Schema(name = "AlertPage")
  public record Page(List<KeptAlert.Shown> alerts, long unread, Optional<String> next) {}

  /// @param upTo `id` of the newest alert that the customer has seen
  @RegisterForReflection
  @Schema(name = "AlertsSeen")
  public record Shown(@NotNull @Pattern(regexp = ID) String upTo) {}
}
