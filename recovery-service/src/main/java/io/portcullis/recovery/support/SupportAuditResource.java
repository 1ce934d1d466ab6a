package io.portcullis.recovery.support;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.CurrentStaffMember;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskAuditService.AuditPage;
import io.portcullis.recovery.support.Occasion.Reason;
import io.portcullis.recovery.support.SearchAudit.Verdict;
import io.portcullis.recovery.support.SearchAudit.Wanted;
import io.portcullis.runtime.text.Readable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestResponse;

/// Auditors search the audit trail (SAFE-4). Reading is a POST: each call carries its reason.
@Path("/v1/support/audit")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
@RolesAllowed(StaffMember.ROLE)
public class SupportAuditResource {

  private static final String TICKET = Occasion.TICKET;
  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})";
  private static final String CURSOR = "[0-9]{1,17}\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String NDJSON = "application/x-ndjson";
  private static final int USUAL_PAGE = 100;

  private final CurrentStaffMember caller;
  private final SearchAudit audit;

  SupportAuditResource(CurrentStaffMember caller, SearchAudit audit) {
    this.caller = caller;
    this.audit = audit;
  }

  /// @param accountId whose entries; without it `from` and `to` are needed, at most seven days apart
  /// @param kinds     types of events; none means all
  /// @param from      not before then (RFC 3339)
  /// @param to        before then (RFC 3339)
  /// @param after     `next` of the page before
  public record AuditSearch(Optional<AccountId> accountId, Optional<@Size(max = 20) List<@NotNull @Size(max = 200) @Readable String>> kinds,
      Optional<@Pattern(regexp = TIME) String> from, Optional<@Pattern(regexp = TIME) String> to,
      Optional<@Pattern(regexp = CURSOR) String> after, Optional<@Min(1) @Max(500) Integer> limit, @NotNull Reason reason,
      Optional<@Pattern(regexp = TICKET) String> ticket) {}

  /// @param accountId whose entries; without it `from` and `to` are needed, at most seven days apart
  /// @param kinds     types of events; none means all
  public record AuditExport(Optional<AccountId> accountId, Optional<@Size(max = 20) List<@NotNull @Size(max = 200) @Readable String>> kinds,
      Optional<@Pattern(regexp = TIME) String> from, Optional<@Pattern(regexp = TIME) String> to, @NotNull Reason reason,
      Optional<@Pattern(regexp = TICKET) String> ticket) {}

  @POST
  @Path("/search")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "searchAuditForStaff", summary = "Entries of the audit trail, the newest first",
      description = "Of one account, or of all within seven days. The owner of an account that is named sees the search among the activity.")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = AuditPage.class)))
  public Uni<RestResponse<?>> search(@Valid @NotNull AuditSearch search) {
    var wanted = new Wanted(search.accountId(), search.kinds().orElse(List.of()), search.from(), search.to());
    return audit.page(caller.get(), wanted, search.after(), search.limit().orElse(USUAL_PAGE), new Occasion(search.reason(), search.ticket()))
        .map(verdict -> switch (verdict) {
          case Verdict.Shown(var page) -> RestResponse.ok(page);
          case Verdict.Refused(var why) -> Refusals.of(why);
        });
  }

  @POST
  @Path("/export")
  @Produces(NDJSON)
  @Operation(operationId = "exportAuditForStaff", summary = "All entries that a search finds, a JSON object a line",
      description = """
          The newest first. The last line says how many there were: a file without it was cut off. It proves nothing by itself: \
          `./portcullis audit verify` checks the export of the whole log.""")
  @APIResponse(responseCode = "200", description = "The entries", content = @Content(mediaType = NDJSON, schema = @Schema(implementation = String.class)))
  public Multi<Object> export(@Valid @NotNull AuditExport search) {
    StaffMember member = caller.get();
    var wanted = new Wanted(search.accountId(), search.kinds().orElse(List.of()), search.from(), search.to());
    return RestMulti.fromUniResponse(audit.beginExport(member, wanted, new Occasion(search.reason(), search.ticket())).map(SupportAuditResource::admitted),
        first -> audit.export(member, wanted, first));
  }

  // A stream has no other answer than its lines: a refusal must come before it begins.
  private static AuditPage admitted(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Shown(var page) -> page;
      case Verdict.Refused(var why) -> throw Refusals.thrown(why);
    };
  }
}
