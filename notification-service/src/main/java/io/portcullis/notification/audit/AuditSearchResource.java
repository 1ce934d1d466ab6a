package io.portcullis.notification.audit;

import io.portcullis.contracts.AccountId;
import io.portcullis.notification.audit.SearchTrail.Page;
import io.portcullis.notification.audit.SearchTrail.Search;
import io.portcullis.notification.caller.NotificationCallers;
import io.portcullis.notification.listing.Cursor;
import io.portcullis.notification.listing.KnownParameters;
import io.portcullis.notification.listing.ListFilter;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/// Entries of the audit trail that somebody looks for. The support desk asks for the staff who are auditors.
@Path("/internal/audit/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class AuditSearchResource {

  /// Of all accounts. What a longer time holds is for the export.
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final KnownParameters PARAMETERS =
      KnownParameters.of(Set.of("account", "person", "after", "limit", "from", "to"), Set.of("kind"));

  private final SecurityIdentity caller;
  private final NotificationCallers callers;
  private final SearchTrail search;

  AuditSearchResource(SecurityIdentity caller, NotificationCallers callers, SearchTrail search) {
    this.caller = caller;
    this.callers = callers;
    this.search = search;
  }

  @GET
  @Operation(operationId = "searchAudit", summary = "Entries of the audit trail, the newest first: of an account, or of all within seven days",
      description = "Each page becomes an entry of the trail itself.")
  public Uni<Page> search(
      @RestQuery @Pattern(regexp = ID) @Parameter(description = "Whose; without it `from` and `to` are needed") String account,
      @RestQuery @Pattern(regexp = "[A-Za-z0-9_.-]{1,64}") @Parameter(description = "For whom the caller asks") String person,
      @RestQuery @Pattern(regexp = Cursor.PATTERN) @Parameter(description = "`next` of the page before") String after,
      @RestQuery @DefaultValue("100") @Min(1) @Max(500) int limit,
      @Valid @BeanParam ListFilter filter, @Context UriInfo asked) {
    String reader = caller.getPrincipal().getName();
    if (!callers.searchesAudit(reader)) {
      throw new ForbiddenException();
    }
    PARAMETERS.require(asked);
    ListFilter.Bounds bounds = filter.bounds();
    if (account == null && Duration.between(bounds.from(), bounds.to()).compareTo(LONGEST) > 0) {
      throw KnownParameters.refused("from", "must be at most seven days before `to`, or `account` be there");
    }
    return search.handle(new Search(reader, Optional.ofNullable(person), AccountId.parse(account == null ? "" : account), bounds,
        Optional.ofNullable(after).map(Cursor::parse).orElse(Cursor.START), limit));
  }
}
