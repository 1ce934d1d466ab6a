package io.portcullis.auth.export;

import io.portcullis.auth.export.ExportContents.Piece;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// For recovery- and notification-service, which auth-service does not call: they ask what is awaited of them, and hand it in. Each
/// can hand in its own part alone; whose it is, its token says.
@Path("/internal/exports")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class ExportPartsResource {

  private static final int MOST_PIECES = 100;
  private static final int LONGEST_PIECE = 60_000;

  private final ExportContents contents;
  private final ExportArchive archive;
  private final AddPiece addPiece;
  private final SecurityIdentity identity;
  private final Postgres postgres;

  ExportPartsResource(ExportContents contents, ExportArchive archive, AddPiece addPiece, SecurityIdentity identity, Postgres postgres) {
    this.contents = contents;
    this.archive = archive;
    this.addPiece = addPiece;
    this.identity = identity;
    this.postgres = postgres;
  }

  /// @param until what happened later is not part of it
  @RegisterForReflection
  public record AwaitedExport(UUID id, AccountId accountId, Instant until) {}

  @RegisterForReflection
  public record AwaitedExports(List<AwaitedExport> exports) {}

  @GET
  @Operation(operationId = "listAwaitedExports", summary = "Exports that lack the caller's part")
  public Uni<AwaitedExports> awaited() {
    return contents.awaited(postgres.pool(), part()).map(found -> new AwaitedExports(found.stream()
        .map(awaited -> new AwaitedExport(awaited.export(), new AccountId(awaited.account()), awaited.until())).toList()));
  }

  /// @param content a JSON object as text. A list in it goes on in the next piece under the same name.
  /// @param last    whether no further piece comes
  public record ExportPiece(@NotNull @Size(max = LONGEST_PIECE) String content, boolean last) {
    @Override
    public String toString() {
      return "ExportPiece[redacted]";
    }
  }

  @PUT
  @Path("/{id}/pieces/{number}")
  @Operation(operationId = "handInPiece", summary = "Hand in a piece of the caller's part; again changes nothing")
  @APIResponse(responseCode = "204", description = "It is kept")
  public Uni<RestResponse<?>> handIn(@RestPath UUID id, @RestPath @Min(0) @Max(MOST_PIECES - 1) int number,
      @Valid @NotNull ExportPiece piece) {
    ExportPart part = part();
    if (archive.read(piece.content()).isEmpty()) {
      throw new ProblemException(HouseProblem.MALFORMED_REQUEST);
    }
    return addPiece.handle(id, new Piece(part, piece.content()), number, piece.last()).map(kept -> kept
        ? RestResponse.noContent() : Problem.response(HouseProblem.NOT_FOUND));
  }

  private ExportPart part() {
    return ExportPart.handedInBy(identity.getPrincipal().getName()).orElseThrow(() -> new ProblemException(HouseProblem.FORBIDDEN));
  }
}
