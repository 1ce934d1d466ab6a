package io.portcullis.auth.export;

import io.portcullis.auth.AuthProblem;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/account/exports")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "account")
@RolesAllowed("customer")
public class ExportsResource {

  private final AskExport ask;
  private final FetchExport fetch;
  private final CancelExport cancel;
  private final AccountExports exports;
  private final CurrentCustomer customer;
  private final Postgres postgres;
  private final Clock clock;

  ExportsResource(AskExport ask, FetchExport fetch, CancelExport cancel, AccountExports exports, CurrentCustomer customer,
      Postgres postgres, Clock clock) {
    this.ask = ask;
    this.fetch = fetch;
    this.cancel = cancel;
    this.exports = exports;
    this.customer = customer;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @param opensAt   when gathering begins or began
  /// @param expiresAt until when it can be fetched; absent before it is ready
  @RegisterForReflection
  public record ExportView(UUID id, ExportState state, Instant askedAt, Instant opensAt, Optional<Instant> expiresAt) {

    static ExportView of(AccountExport export) {
      return new ExportView(export.id(), export.state(), export.askedAt(), export.opensAt(), export.endsAt());
    }
  }

  @RegisterForReflection
  public record ExportList(List<ExportView> exports) {}

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "askExport", summary = "Ask for a copy of my data", description = """
      Wants a settled second factor where one is enrolled, shown within five minutes. Every address is told. The data is gathered after \
      a day; until then, and until it is fetched, the export can be cancelled. Refused with `export-held` while a change of the account \
      is fresh. While one is open, asking again answers that one. At most three a day.""")
  @APIResponse(responseCode = "202", description = "It waits",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = ExportView.class)))
  public Uni<RestResponse<?>> ask() {
    return ask.handle().map(this::answer);
  }

  @GET
  @Operation(operationId = "listExports", summary = "The copies of my data that were asked for, newest first")
  public Uni<ExportList> list() {
    return exports.list(postgres.pool(), customer.get().account())
        .map(found -> new ExportList(found.stream().map(ExportView::of).toList()));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "showExport", summary = "Where one of them stands")
  @APIResponse(responseCode = "200", description = "Its state",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = ExportView.class)))
  public Uni<RestResponse<?>> show(@RestPath UUID id) {
    return exports.find(postgres.pool(), customer.get().account(), id).map(found -> found
        .<RestResponse<?>>map(export -> RestResponse.ok(ExportView.of(export)))
        .orElseGet(() -> Problem.response(HouseProblem.NOT_FOUND)));
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Path("/{id}/download")
  @Operation(operationId = "downloadExport", summary = "Fetch it, once", description = """
      Wants what asking for it wants, again. The answer is the only copy: the export is deleted when it is given out, also when the \
      answer gets lost on its way.""")
  @APIResponse(responseCode = "200", description = "The archive, as the schema of account exports describes it",
      content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT, additionalProperties = Schema.True.class)))
  public Uni<RestResponse<?>> download(@RestPath UUID id) {
    return fetch.handle(id).map(this::answer);
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "cancelExport", summary = "Delete it, fetched or not", description = "Asks for no proof. Again changes nothing.")
  @APIResponse(responseCode = "204", description = "Nobody fetches it any more")
  public Uni<RestResponse<?>> cancel(@RestPath UUID id) {
    return cancel.handle(customer.get().account(), id).map(found -> found
        ? RestResponse.noContent() : Problem.response(HouseProblem.NOT_FOUND));
  }

  private RestResponse<?> answer(ExportVerdict verdict) {
    return switch (verdict) {
      case ExportVerdict.Asked(var export) -> RestResponse.status(RestResponse.Status.ACCEPTED, ExportView.of(export));
      case ExportVerdict.Fetched(var json) -> RestResponse.ResponseBuilder.ok(json)
          .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"account-export.json\"").build();
      case ExportVerdict.Held(var until) -> Problem.of(AuthProblem.EXPORT_HELD).with("until", until).response();
      case ExportVerdict.TooMany(var again) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS,
          Duration.between(clock.instant(), again));
      case ExportVerdict.AccountLocked() -> Problem.response(AuthProblem.ACCOUNT_LOCKED);
      case ExportVerdict.AccountFrozen() -> Problem.response(AuthProblem.ACCOUNT_FROZEN);
      case ExportVerdict.NotFound() -> Problem.response(HouseProblem.NOT_FOUND);
      case ExportVerdict.NotReady(var state) -> Problem.of(AuthProblem.EXPORT_NOT_READY).with("state", state.wireName()).response();
    };
  }
}
