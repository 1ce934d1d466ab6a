package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.staff.CurrentStaffMember;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskNotificationService.Webhook;
import io.portcullis.recovery.support.DeskNotificationService.WebhookDelivery;
import io.portcullis.recovery.support.DeskNotificationService.WebhookSecret;
import io.portcullis.recovery.support.ManageWebhooks.Verdict;
import io.portcullis.recovery.support.Occasion.Reason;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.text.Readable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// Operators look after those systems that are told by webhooks (OPS-7).
@Path("/v1/support/webhooks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
@RolesAllowed(StaffMember.ROLE)
public class SupportWebhooksResource {

  private static final String TICKET = Occasion.TICKET;
  private static final java.util.regex.Pattern ID = java.util.regex.Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int LONGEST_URL = 500;
  private static final int MOST_TYPES = 200;

  private final CurrentStaffMember caller;
  private final ManageWebhooks webhooks;

  SupportWebhooksResource(CurrentStaffMember caller, ManageWebhooks webhooks) {
    this.caller = caller;
    this.webhooks = webhooks;
  }

  /// @param types events of these types; none means all
  public record WebhookWanted(@NotBlank @Size(max = LONGEST_URL) @Readable String url,
      Optional<@Size(max = MOST_TYPES) List<@NotNull @Size(max = 200) @Readable String>> types,
      @NotNull Reason reason, Optional<@Pattern(regexp = TICKET) String> ticket) {}

  public record WebhookCall(@NotNull Reason reason, Optional<@Pattern(regexp = TICKET) String> ticket) {

    Occasion occasion() {
      return new Occasion(reason, ticket);
    }
  }

  /// @param state `waiting`, `delivered` or `failed`; left out: all
  public record WebhookDeliveriesWanted(Optional<@Pattern(regexp = "waiting|delivered|failed") String> state, @NotNull Reason reason,
      Optional<@Pattern(regexp = TICKET) String> ticket) {}

  @RegisterForReflection
  public record WebhookList(List<Webhook> webhooks) {}

  @RegisterForReflection
  public record WebhookDeliveryList(List<WebhookDelivery> deliveries) {}

  @POST
  @Path("/list")
  @Operation(operationId = "listDeskWebhooks", summary = "The receivers of webhooks, and how they do")
  @APIResponse(responseCode = "200", description = "All of them", content = @Content(schema = @Schema(implementation = WebhookList.class)))
  public Uni<RestResponse<?>> list(@Valid @NotNull WebhookCall wanted) {
    return webhooks.list(caller.get(), wanted.occasion()).map(verdict -> answer(verdict, all -> RestResponse.ok(new WebhookList(all))));
  }

  @POST
  @Operation(operationId = "registerDeskWebhook", summary = "Register a receiver of webhooks",
      description = "Its host must be one of `portcullis.webhooks.hosts`. The secret is shown this once.")
  @APIResponse(responseCode = "201", description = "It is told from now on", content = @Content(schema = @Schema(implementation = WebhookSecret.class)))
  public Uni<RestResponse<?>> register(@Valid @NotNull WebhookWanted wanted) {
    return webhooks.register(caller.get(), wanted.url(), wanted.types().orElse(List.of()), new Occasion(wanted.reason(), wanted.ticket()))
        .map(verdict -> answer(verdict, made -> RestResponse.status(Status.CREATED, made)));
  }

  @POST
  @Path("/{webhook}/secret")
  @Operation(operationId = "renewDeskWebhookSecret", summary = "Give a receiver a new secret",
      description = "It is shown this once. For 24 hours calls are signed with the old one, too.")
  @APIResponse(responseCode = "200", description = "The new secret", content = @Content(schema = @Schema(implementation = WebhookSecret.class)))
  public Uni<RestResponse<?>> renew(@RestPath String webhook, @Valid @NotNull WebhookCall wanted) {
    return with(webhook, id -> webhooks.renew(caller.get(), id, wanted.occasion()).map(verdict -> answer(verdict, RestResponse::ok)));
  }

  @POST
  @Path("/{webhook}/pause")
  @Operation(operationId = "pauseDeskWebhook", summary = "Send nothing to a receiver until it is resumed", description = "What happens meanwhile waits.")
  @APIResponse(responseCode = "204", description = "Paused, now or before")
  public Uni<RestResponse<?>> pause(@RestPath String webhook, @Valid @NotNull WebhookCall wanted) {
    return with(webhook, id -> webhooks.pause(caller.get(), id, wanted.occasion()).map(SupportWebhooksResource::done));
  }

  @POST
  @Path("/{webhook}/resume")
  @Operation(operationId = "resumeDeskWebhook", summary = "Send to a receiver again that was paused or disabled",
      description = "It gets what it missed.")
  @APIResponse(responseCode = "204", description = "It is told again")
  public Uni<RestResponse<?>> resume(@RestPath String webhook, @Valid @NotNull WebhookCall wanted) {
    return with(webhook, id -> webhooks.resume(caller.get(), id, wanted.occasion()).map(SupportWebhooksResource::done));
  }

  @POST
  @Path("/{webhook}/remove")
  @Operation(operationId = "removeDeskWebhook", summary = "Remove a receiver, and what it was still to hear")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<RestResponse<?>> remove(@RestPath String webhook, @Valid @NotNull WebhookCall wanted) {
    return with(webhook, id -> webhooks.remove(caller.get(), id, wanted.occasion()).map(SupportWebhooksResource::done));
  }

  @POST
  @Path("/{webhook}/deliveries")
  @Operation(operationId = "listDeskWebhookDeliveries", summary = "The latest 100 deliveries to a receiver, the newest first",
      description = "Each with its last answer. Whom an event is about is not shown.")
  @APIResponse(responseCode = "200", description = "The deliveries",
      content = @Content(schema = @Schema(implementation = WebhookDeliveryList.class)))
  public Uni<RestResponse<?>> deliveries(@RestPath String webhook, @Valid @NotNull WebhookDeliveriesWanted wanted) {
    return with(webhook, id -> webhooks.deliveries(caller.get(), id, wanted.state(), new Occasion(wanted.reason(), wanted.ticket()))
        .map(verdict -> answer(verdict, all -> RestResponse.ok(new WebhookDeliveryList(all)))));
  }

  @POST
  @Path("/{webhook}/deliveries/{event}/replay")
  @Operation(operationId = "replayDeskWebhook", summary = "Send one event to a receiver again",
      description = "Whatever became of it. A receiver that is paused or disabled gets it when it is resumed.")
  @APIResponse(responseCode = "204", description = "It waits to be sent")
  public Uni<RestResponse<?>> replay(@RestPath String webhook, @RestPath String event, @Valid @NotNull WebhookCall wanted) {
    return with(webhook, id -> with(event, of -> webhooks.replay(caller.get(), id, of, wanted.occasion()).map(SupportWebhooksResource::done)));
  }

  private static Uni<RestResponse<?>> with(String id, Function<UUID, Uni<RestResponse<?>>> then) {
    return ID.matcher(id).matches() ? then.apply(UUID.fromString(id)) : now(Problem.response(DeskProblem.WEBHOOK_UNKNOWN));
  }

  private static RestResponse<?> done(Verdict<Void> verdict) {
    return answer(verdict, _ -> RestResponse.noContent());
  }

  private static <T> RestResponse<?> answer(Verdict<T> verdict, Function<T, RestResponse<?>> shown) {
    return switch (verdict) {
      case Verdict.Done<T>(var content) -> shown.apply(content);
      case Verdict.Answered<T>(var problem) -> Problem.response(problem);
      case Verdict.TypeUnknown<T>() -> Problem.of(HouseProblem.INVALID_FIELDS).detail("No event has one of the types").response();
      case Verdict.Refused<T>(var why) -> Refusals.of(why);
    };
  }
}
