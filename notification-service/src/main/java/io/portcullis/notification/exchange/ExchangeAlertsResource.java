package io.portcullis.notification.exchange;

import static io.portcullis.notification.NotificationProblem.IDEMPOTENCY_KEY_REUSED;
import static io.portcullis.notification.NotificationProblem.TOO_MANY_ALERTS;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.notification.caller.NotificationCallers;
import io.portcullis.runtime.problem.FieldError;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// For the exchange's own systems, by their service tokens.
@Path("/internal/alerts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class ExchangeAlertsResource {

  private final SecurityIdentity caller;
  private final NotificationCallers callers;
  private final TellCustomer tell;

  ExchangeAlertsResource(SecurityIdentity caller, NotificationCallers callers, TellCustomer tell) {
    this.caller = caller;
    this.callers = callers;
    this.tell = tell;
  }

  @POST
  @Operation(operationId = "tellCustomer", summary = "Have a customer told what happened at the exchange",
      description = "By every way that alerts go: the app, mail, text messages, the activity list. Once for each Idempotency-Key.")
  @APIResponse(responseCode = "202", description = "The customer is told, now or by the request before",
      content = @Content(schema = @Schema(implementation = Told.class)))
  public Uni<RestResponse<?>> tell(@Valid @NotNull ExchangeFact fact,
      @HeaderParam("Idempotency-Key") @NotNull @Size(min = 1, max = 255) String idempotencyKey) {
    String system = caller.getPrincipal().getName();
    return callers.isSystem(system)
        ? tell.handle(system, fact, idempotencyKey).map(ExchangeAlertsResource::answer)
        : now(Problem.response(HouseProblem.FORBIDDEN));
  }

  private static RestResponse<?> answer(TellVerdict verdict) {
    return switch (verdict) {
      case TellVerdict.Accepted(var event) -> RestResponse.status(Status.ACCEPTED, new Told(event.toString(), false));
      case TellVerdict.Repeated(var event) -> RestResponse.status(Status.ACCEPTED, new Told(event.toString(), true));
      case TellVerdict.KeyReused() -> Problem.response(IDEMPOTENCY_KEY_REUSED);
      case TellVerdict.TooMany(var wait) -> Problem.retryAfter(TOO_MANY_ALERTS, wait);
      case TellVerdict.WrongTime() -> Problem.of(HouseProblem.INVALID_FIELDS)
          .with("errors", List.of(new FieldError("time", "must be within the last seven days"))).response();
    };
  }

  /// @param alertId  `id` in `GET /v1/alerts` of the account
  /// @param repeated whether an earlier request with this key had the customer told
  @RegisterForReflection
  @Schema(name = "CustomerTold")
  public record Told(String alertId, boolean repeated) {}
}
