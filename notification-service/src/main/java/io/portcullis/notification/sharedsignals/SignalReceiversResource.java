package io.portcullis.notification.sharedsignals;

import io.portcullis.notification.NotificationProblem;
import io.portcullis.notification.caller.NotificationCallers;
import io.portcullis.notification.sharedsignals.ManageSignalReceivers.Applicant;
import io.portcullis.notification.sharedsignals.ManageSignalReceivers.Registration;
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
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// For operators, by their service tokens: who receives shared signals.
@Path("/internal/shared-signals")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class SignalReceiversResource {

  private final SecurityIdentity caller;
  private final NotificationCallers callers;
  private final ManageSignalReceivers receivers;
  private final SignalStreamsOverview streams;
  private final SigningKeys keys;

  SignalReceiversResource(SecurityIdentity caller, NotificationCallers callers, ManageSignalReceivers receivers,
      SignalStreamsOverview streams, SigningKeys keys) {
    this.caller = caller;
    this.callers = callers;
    this.receivers = receivers;
    this.streams = streams;
    this.keys = keys;
  }

  /// @param audience `aud` of its security event tokens
  /// @param pushHost the one host that it may have events pushed to; without it, it polls
  @Schema(name = "SignalReceiverWish")
  record Wish(@NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String name,
      @NotNull @Size(min = 1, max = 200) @Pattern(regexp = "[\\x21-\\x7e]*") String audience, Optional<@Size(max = 253) String> pushHost) {}

  /// @param token that its requests show as `Authorization: Bearer`, shown this once
  @RegisterForReflection
  @Schema(name = "SignalReceiverToken")
  record NewToken(UUID id, String token) {}

  @RegisterForReflection
  @Schema(name = "SignalReceiver")
  record Registered(UUID id, String name, String audience, Optional<String> pushHost, Instant registeredAt) {}

  /// @param method       `push` or `poll`
  /// @param failingSince when a push failed first after the last that did not
  /// @param refused      events that the receiver refused
  @RegisterForReflection
  @Schema(name = "SignalStreamLine")
  record Line(UUID id, UUID receiverId, String method, String status, Optional<String> reason, Optional<Instant> failingSince,
      long waiting, long refused) {}

  /// @param since what was queued earlier stays as it is
  /// @param all   what was taken is sent again, too; otherwise what was refused
  @Schema(name = "SignalReplay")
  record Replay(@NotNull Instant since, Optional<Boolean> all) {}

  @RegisterForReflection
  @Schema(name = "SignalsQueued")
  record Queued(int queued) {}

  @RegisterForReflection
  @Schema(name = "SignalKey")
  record Key(String kid) {}

  @POST
  @Path("/receivers")
  @Operation(operationId = "registerSignalReceiver", summary = "Register a receiver of shared signals")
  @APIResponse(responseCode = "201", description = "Registered", content = @Content(schema = @Schema(implementation = NewToken.class)))
  public Uni<RestResponse<?>> register(@Valid @NotNull Wish wish) {
    Optional<String> host = wish.pushHost() == null ? Optional.empty() : wish.pushHost();
    return receivers.register(new Applicant(wish.name(), wish.audience(), host), manager()).map(answer -> switch (answer) {
      case Registration.Registered(var id, var token) -> RestResponse.status(Status.CREATED, new NewToken(id, token));
      case Registration.HostRefused() -> Problem.response(NotificationProblem.SIGNALS_ENDPOINT_REFUSED);
      case Registration.Exists() -> Problem.response(NotificationProblem.SIGNALS_RECEIVER_EXISTS);
      case Registration.Full() -> Problem.response(NotificationProblem.SIGNALS_RECEIVERS_FULL);
    });
  }

  @GET
  @Path("/receivers")
  @Operation(operationId = "listSignalReceivers", summary = "The receivers of shared signals")
  public Uni<List<Registered>> list() {
    manager();
    return receivers.all().map(all -> all.stream().map(one ->
        new Registered(one.id(), one.name(), one.audience(), one.pushHost(), one.registeredAt())).toList());
  }

  @DELETE
  @Path("/receivers/{id}")
  @Operation(operationId = "removeSignalReceiver", summary = "Remove a receiver, its streams, and what waits in them")
  @APIResponse(responseCode = "204", description = "Removed")
  public Uni<RestResponse<?>> remove(@PathParam("id") UUID id) {
    manager();
    return receivers.remove(id).map(known -> known ? RestResponse.noContent() : Problem.response(HouseProblem.NOT_FOUND));
  }

  @POST
  @Path("/receivers/{id}/token")
  @Consumes(MediaType.WILDCARD) // there is no body
  @Operation(operationId = "renewSignalReceiverToken", summary = "Give a receiver a new token; the old one is void at once")
  @APIResponse(responseCode = "200", description = "It counts from now on", content = @Content(schema = @Schema(implementation = NewToken.class)))
  public Uni<RestResponse<?>> renew(@PathParam("id") UUID id) {
    manager();
    return receivers.renew(id).map(token -> token.isPresent()
        ? RestResponse.ok(new NewToken(id, token.get())) : Problem.response(HouseProblem.NOT_FOUND));
  }

  @GET
  @Path("/streams")
  @Operation(operationId = "listSignalStreams", summary = "All streams: what waits in them, and what was refused")
  public Uni<List<Line>> streams() {
    manager();
    return streams.all().map(all -> all.stream().map(one -> new Line(one.stream(), one.receiver(), one.method(), one.status(),
        one.reason(), one.failingSince(), one.waiting(), one.refused())).toList());
  }

  @POST
  @Path("/streams/{id}/replay")
  @Operation(operationId = "replaySignals", summary = "Send again what a receiver refused, or all of it")
  @APIResponse(responseCode = "200", description = "How many", content = @Content(schema = @Schema(implementation = Queued.class)))
  public Uni<RestResponse<?>> replay(@PathParam("id") UUID id, @Valid @NotNull Replay wish) {
    manager();
    boolean all = wish.all() != null && wish.all().orElse(false);
    return receivers.replay(id, wish.since(), all).map(queued -> queued.isPresent()
        ? RestResponse.ok(new Queued(queued.get())) : Problem.response(HouseProblem.NOT_FOUND));
  }

  @POST
  @Path("/keys/replace")
  @Consumes(MediaType.WILDCARD) // there is no body
  @Operation(operationId = "replaceSignalKeys", summary = "Sign by a new key at once, and publish no other: somebody may have taken one")
  @APIResponse(responseCode = "200", description = "The new one", content = @Content(schema = @Schema(implementation = Key.class)))
  public Uni<RestResponse<?>> replaceKeys() {
    manager();
    return keys.replace().map(kid -> RestResponse.ok(new Key(kid)));
  }

  private String manager() {
    String name = caller.getPrincipal().getName();
    if (!callers.managesSharedSignals(name)) {
      throw new ForbiddenException();
    }
    return name;
  }
}
