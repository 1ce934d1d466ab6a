package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// The status endpoint (SSF 1.0 §8.1.2).
@Path("/ssf/status")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Receiver.ROLE)
@Tag(name = "Shared signals")
public class StatusResource {

  private final CurrentReceiver current;
  private final ManageStreams streams;

  StatusResource(CurrentReceiver current, ManageStreams streams) {
    this.current = current;
    this.streams = streams;
  }

  /// @param status `enabled`, `paused` (events are held) or `disabled` (they are not)
  /// @param reason why; ours where we paused the stream
  @RegisterForReflection
  @Schema(name = "SignalStreamStatus")
  record StreamStatus(@JsonProperty("stream_id") @NotNull @Size(max = 100) String streamId,
      @NotNull @Pattern(regexp = "enabled|paused|disabled") String status, Optional<@Size(max = 200) String> reason) {}

  @GET
  @Operation(operationId = "readSignalStreamStatus", summary = "Whether a stream carries events, and why not")
  @APIResponse(responseCode = "200", description = "Its status", content = @Content(schema = @Schema(implementation = StreamStatus.class)))
  public Uni<RestResponse<?>> read(@RestQuery("stream_id") String streamId) {
    Receiver receiver = current.get();
    return CurrentReceiver.id(streamId).map(id -> streams.find(receiver, id)).orElseGet(() -> now(Optional.empty()))
        .map(found -> found.<RestResponse<?>>map(stream -> RestResponse.ok(
                new StreamStatus(stream.id().toString(), stream.status().wireName(), stream.reason())))
            .orElseGet(() -> Problem.response(HouseProblem.NOT_FOUND)));
  }

  @POST
  @Operation(operationId = "updateSignalStreamStatus", summary = "Enable, pause or disable a stream")
  @APIResponse(responseCode = "200", description = "As it is now", content = @Content(schema = @Schema(implementation = StreamStatus.class)))
  public Uni<RestResponse<?>> update(@Valid @NotNull StreamStatus wish) {
    Receiver receiver = current.get();
    var status = EventStream.Status.valueOf(wish.status().toUpperCase(Locale.ROOT));
    Optional<String> reason = wish.reason() == null ? Optional.empty() : wish.reason();
    return CurrentReceiver.id(wish.streamId()).map(id -> streams.setStatus(receiver, id, status, reason)).orElseGet(() -> now(false))
        .map(known -> known ? RestResponse.ok(new StreamStatus(wish.streamId(), wish.status(), reason))
            : Problem.response(HouseProblem.NOT_FOUND));
  }
}
