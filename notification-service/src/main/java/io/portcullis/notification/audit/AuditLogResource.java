package io.portcullis.notification.audit;

import io.portcullis.notification.caller.NotificationCallers;
import io.portcullis.notification.listing.KnownParameters;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.transparency.NoteVerifier;
import io.portcullis.transparency.Tile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// For auditors, by a service token: the log of the audit trail (C2SP tlog-tiles), and its entries. Each page that is read becomes an
/// entry of the trail. Nothing else is changed here.
@Path("/internal/audit")
@Tag(name = "internal")
@RolesAllowed("service")
public class AuditLogResource {

  private static final String TEXT = "text/plain;charset=utf-8";
  private static final long NEVER = Long.MAX_VALUE / 2;
  private static final KnownParameters PAGE = KnownParameters.of(Set.of("from", "limit", "size"), Set.of());
  private static final KnownParameters SIZES = KnownParameters.of(Set.of("from", "to"), Set.of());

  private final SecurityIdentity caller;
  private final NotificationCallers callers;
  private final ReadLog log;
  private final LogKeys keys;

  AuditLogResource(SecurityIdentity caller, NotificationCallers callers, ReadLog log, LogKeys keys) {
    this.caller = caller;
    this.callers = callers;
    this.log = log;
    this.keys = keys;
  }

  /// @param path hashes in Base64 (RFC 9162 §2.1.4)
  @RegisterForReflection
  @Schema(name = "AuditConsistency")
  public record Consistency(long from, long to, List<String> path) {}

  @GET
  @Path("/entries")
  @Produces("application/x-ndjson")
  @Operation(operationId = "exportAuditLog",
      summary = "Entries of the audit log, a JSON object a line, behind the checkpoint of that moment")
  public Uni<String> entries(@RestQuery @DefaultValue("0") @Min(0) @Max(NEVER) long from,
      @RestQuery @DefaultValue("500") @Min(1) @Max(1000) int limit, @RestQuery @Min(0) @Max(NEVER) Long size,
      @Context UriInfo asked) {
    String reader = reader();
    PAGE.require(asked);
    return log.entries(reader, from, limit, size == null ? OptionalLong.empty() : OptionalLong.of(size));
  }

  @GET
  @Path("/checkpoint")
  @Produces(TEXT)
  @Operation(operationId = "auditCheckpoint", summary = "The log's newest checkpoint, a signed note")
  public Uni<RestResponse<?>> checkpoint() {
    reader();
    return log.checkpoint().map(found -> found.isPresent()
        ? RestResponse.ok(found.get().toString())
        : Problem.response(HouseProblem.NOT_FOUND));
  }

  @GET
  @Path("/key")
  @Produces(TEXT)
  @Operation(operationId = "auditKey", summary = "The verifier keys of the log's checkpoints, one a line")
  public String key() {
    reader();
    return String.join("\n", keys.verifiers().stream().map(NoteVerifier::toString).toList()) + '\n';
  }

  @GET
  @Path("/tile/{level}/{path: .+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(operationId = "auditTile", summary = "A tile of the log's tree: hashes alone")
  public Uni<RestResponse<?>> tile(@RestPath @Pattern(regexp = "[0-9]|[1-5][0-9]|6[0-3]") String level, @RestPath String path) {
    reader();
    return Tile.Wish.parse(Integer.parseInt(level), path).map(log::tile)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(found -> found.isPresent() ? RestResponse.ok(found.get()) : Problem.response(HouseProblem.NOT_FOUND));
  }

  @GET
  @Path("/consistency")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "auditConsistency", summary = "That the log of one size continues the log of a smaller one")
  public Uni<RestResponse<?>> consistency(@RestQuery @Min(1) @Max(NEVER) long from, @RestQuery @Min(1) @Max(NEVER) long to,
      @Context UriInfo asked) {
    reader();
    SIZES.require(asked);
    return log.consistency(from, to).map(found -> found.isPresent()
        ? RestResponse.ok(new Consistency(from, to, found.get().path().stream().map(Base64.getEncoder()::encodeToString).toList()))
        : Problem.response(HouseProblem.NOT_FOUND));
  }

  private String reader() {
    String name = caller.getPrincipal().getName();
    if (!callers.readsAudit(name)) {
      throw new ForbiddenException();
    }
    return name;
  }
}
