package io.portcullis.notification.webhook;

import io.portcullis.notification.NotificationProblem;
import io.portcullis.notification.caller.NotificationCallers;
import io.portcullis.notification.webhook.ManageReceivers.Registration;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// For operators, by their service tokens: who receives webhooks.
@Path("/internal/webhooks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class WebhooksResource {

  private final SecurityIdentity caller;
  private final NotificationCallers callers;
  private final ManageReceivers receivers;

  WebhooksResource(SecurityIdentity caller, NotificationCallers callers, ManageReceivers receivers) {
    this.caller = caller;
    this.callers = callers;
    this.receivers = receivers;
  }

  /// @param types events of these types; none means all
  @Schema(name = "WebhookWish")
  public record Wish(@NotNull @Size(max = 500) String url, @Size(max = 200) List<@NotNull String> types) {}

  /// @param secret `whsec_` and 32 bytes in Base64, shown this once
  @RegisterForReflection
  @Schema(name = "WebhookSecret")
  public record NewSecret(UUID id, String secret) {}

  /// @param state `active`, `failing`, `disabled` after days of failure, or `paused` by an operator
  /// @param since when that began
  @RegisterForReflection
  @Schema(name = "WebhookReceiver")
  public record Receiver(UUID id, String url, List<String> types, String state, Instant since) {}

  /// @param state  `waiting`, `delivered` or `failed`
  /// @param answer of the last try: a status, or why there was none
  @RegisterForReflection
  @Schema(name = "WebhookDelivery")
  public record Delivery(UUID eventId, String type, Instant queuedAt, String state, int attempts, Optional<String> answer) {}

  /// @param since what was queued earlier stays as it is
  /// @param all   what was delivered is sent again, too; otherwise what failed
  @Schema(name = "WebhookReplay")
  public record Replay(@NotNull Instant since, Optional<Boolean> all) {}

  // Beyond what PostgreSQL and JSON write alike.
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  @RegisterForReflection
  @Schema(name = "WebhooksQueued")
  public record Queued(int queued) {}

  @POST
  @Operation(operationId = "registerWebhook", summary = "Register a receiver of webhooks")
  public Uni<RestResponse<?>> register(@Valid @NotNull Wish wish) {
    return receivers.register(wish.url(), Optional.ofNullable(wish.types()).orElse(List.of()), manager()).map(answer -> switch (answer) {
      case Registration.Registered(var id, var secret) -> RestResponse.status(Status.CREATED, new NewSecret(id, secret));
      case Registration.UrlRefused() -> Problem.response(NotificationProblem.WEBHOOK_URL_REFUSED);
      case Registration.TypeUnknown(var type) -> Problem.of(HouseProblem.INVALID_FIELDS).detail("No event has the type " + type).response();
      case Registration.Exists() -> Problem.response(NotificationProblem.WEBHOOK_EXISTS);
      case Registration.Full() -> Problem.response(NotificationProblem.WEBHOOKS_FULL);
    });
  }

  @GET
  @Operation(operationId = "listWebhooks", summary = "The receivers of webhooks")
  public Uni<List<Receiver>> list() {
    manager();
    return receivers.all().map(all -> all.stream().map(WebhooksResource::shown).toList());
  }

  private static Receiver shown(Endpoint receiver) {
    Optional<Instant> troubled = receiver.pausedAt().or(receiver::disabledAt).or(receiver::failingSince);
    return new Receiver(receiver.id(), receiver.url(), receiver.types(), state(receiver), troubled.orElse(receiver.registeredAt()));
  }

  private static String state(Endpoint receiver) {
    return receiver.pausedAt().isPresent() ? "paused"
        : receiver.disabledAt().isPresent() ? "disabled"
        : receiver.failingSince().isPresent() ? "failing" : "active";
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "removeWebhook", summary = "Remove a receiver, and what it was still to hear")
  public Uni<RestResponse<?>> remove(@PathParam("id") UUID id) {
    manager();
    return receivers.remove(id).map(WebhooksResource::done);
  }

  @POST
  @Path("/{id}/secret")
  @Operation(operationId = "renewWebhookSecret", summary = "Give a receiver a new secret; the old one signs too for 24 hours")
  public Uni<RestResponse<?>> renew(@PathParam("id") UUID id) {
    manager();
    return receivers.renew(id).map(secret -> secret.isPresent()
        ? RestResponse.ok(new NewSecret(id, secret.get())) : Problem.response(HouseProblem.NOT_FOUND));
  }

  @POST
  @Path("/{id}/enable")
  @Operation(operationId = "enableWebhook", summary = "Send to a receiver again that was disabled or paused; it gets what it missed")
  public Uni<RestResponse<?>> enable(@PathParam("id") UUID id) {
    manager();
    return receivers.enable(id).map(WebhooksResource::done);
  }

  @POST
  @Path("/{id}/pause")
  @Operation(operationId = "pauseWebhook", summary = "Send nothing to a receiver until it is enabled; what happens meanwhile waits")
  public Uni<RestResponse<?>> pause(@PathParam("id") UUID id) {
    manager();
    return receivers.pause(id).map(WebhooksResource::done);
  }

  @POST
  @Path("/{id}/deliveries/{event}/replay")
  @Operation(operationId = "replayWebhook", summary = "Send one event again, whatever became of it")
  public Uni<RestResponse<?>> replay(@PathParam("id") UUID id, @PathParam("event") UUID event) {
    manager();
    return receivers.replay(id, event).map(WebhooksResource::done);
  }

  @GET
  @Path("/{id}/deliveries")
  @Operation(operationId = "listWebhookDeliveries", summary = "The latest 100 deliveries to a receiver, newest first")
  public Uni<RestResponse<?>> log(@PathParam("id") UUID id, @QueryParam("state") @Pattern(regexp = "waiting|delivered|failed") String state) {
    manager();
    return receivers.log(id, Optional.ofNullable(state)).map(found -> found.isPresent()
        ? RestResponse.ok(found.get().stream().map(one -> new Delivery(one.event(), one.type(), one.queuedAt(), one.state(), one.attempts(),
            one.answer())).toList())
        : Problem.response(HouseProblem.NOT_FOUND));
  }

  @POST
  @Path("/{id}/replay")
  @Operation(operationId = "replayWebhooks", summary = "Send again what a receiver did not take, or all of it")
  public Uni<RestResponse<?>> replay(@PathParam("id") UUID id, @Valid @NotNull Replay wish) {
    manager();
    if (wish.since().isBefore(Instant.EPOCH) || wish.since().isAfter(END_OF_TIME)) {
      return Uni.createFrom().item(Problem.response(HouseProblem.INVALID_FIELDS));
    }
    return receivers.replay(id, wish.since(), wish.all().orElse(false)).map(queued -> queued.isPresent()
        ? RestResponse.ok(new Queued(queued.get())) : Problem.response(HouseProblem.NOT_FOUND));
  }

  private static RestResponse<?> done(boolean known) {
    return known ? RestResponse.noContent() : Problem.response(HouseProblem.NOT_FOUND);
  }

  private String manager() {
    String name = caller.getPrincipal().getName();
    if (!callers.managesWebhooks(name)) {
      throw new ForbiddenException();
    }
    return name;
  }
}
