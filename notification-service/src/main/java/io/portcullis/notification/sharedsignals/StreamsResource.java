package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.notification.NotificationProblem;
import io.portcullis.notification.sharedsignals.ManageStreams.Verdict;
import io.portcullis.notification.sharedsignals.StreamConfiguration.Delivery;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// The configuration endpoint (SSF 1.0 §8.1.1). A receiver sees its own streams, and no other.
@Path("/ssf/streams")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Receiver.ROLE)
@Tag(name = "Shared signals")
public class StreamsResource {

  private final CurrentReceiver current;
  private final ManageStreams streams;
  private final TransmitterMetadata transmitter;

  StreamsResource(CurrentReceiver current, ManageStreams streams, TransmitterMetadata transmitter) {
    this.current = current;
    this.streams = streams;
    this.transmitter = transmitter;
  }

  @POST
  @Operation(operationId = "createSignalStream", summary = "Create a stream; without `delivery` it is polled")
  @APIResponse(responseCode = "201", description = "Created", content = @Content(schema = @Schema(implementation = StreamConfiguration.class)))
  public Uni<RestResponse<?>> create(@Valid @NotNull StreamConfiguration wish) {
    if (wish.streamId().isPresent()) {
      return now(wrong("stream_id is not yours to choose"));
    }
    Receiver receiver = current.get();
    return streams.create(receiver, wish.wish()).map(verdict -> answer(Status.CREATED, receiver, verdict));
  }

  @GET
  @Operation(operationId = "readSignalStreams", summary = "One of the receiver's streams by `stream_id`, or a list of all")
  @APIResponse(responseCode = "200", description = "A stream, or a list", content = @Content(schema = @Schema(oneOf = {StreamConfiguration.class, StreamConfiguration[].class})))
  public Uni<RestResponse<?>> read(@RestQuery("stream_id") String streamId) {
    Receiver receiver = current.get();
    if (streamId == null) {
      return streams.of(receiver).map(all -> RestResponse.ok(all.stream().map(stream -> shown(receiver, stream)).toList()));
    }
    return found(receiver, streamId).map(found -> found.<RestResponse<?>>map(stream -> RestResponse.ok(shown(receiver, stream)))
        .orElseGet(() -> Problem.response(HouseProblem.NOT_FOUND)));
  }

  @PATCH
  @Operation(operationId = "updateSignalStream", summary = "Change what the request names, and leave the rest")
  @APIResponse(responseCode = "200", description = "As it is now", content = @Content(schema = @Schema(implementation = StreamConfiguration.class)))
  public Uni<RestResponse<?>> update(@Valid @NotNull StreamConfiguration wish) {
    return change(wish, (receiver, id) -> streams.update(receiver, id, wish.wish(), wish.delivery().isPresent()));
  }

  @PUT
  @Operation(operationId = "replaceSignalStream", summary = "Put another configuration in a stream's place")
  @APIResponse(responseCode = "200", description = "As it is now", content = @Content(schema = @Schema(implementation = StreamConfiguration.class)))
  public Uni<RestResponse<?>> replace(@Valid @NotNull StreamConfiguration wish) {
    return change(wish, (receiver, id) -> streams.replace(receiver, id, wish.wish()));
  }

  private Uni<RestResponse<?>> change(StreamConfiguration wish, BiFunction<Receiver, UUID, Uni<Verdict>> how) {
    Receiver receiver = current.get();
    return found(receiver, wish.streamId().orElse("")).chain(found -> {
      if (found.isEmpty()) {
        return now(wish.streamId().isEmpty() ? wrong("stream_id is missing") : Problem.response(HouseProblem.NOT_FOUND));
      }
      return wish.agreesWith(shown(receiver, found.get()))
          ? how.apply(receiver, found.get().id()).map(verdict -> answer(Status.OK, receiver, verdict))
          : now(wrong("What the transmitter supplies can't be changed"));
    });
  }

  @DELETE
  @Operation(operationId = "deleteSignalStream", summary = "Delete a stream, and what waits in it")
  @APIResponse(responseCode = "204", description = "Deleted")
  public Uni<RestResponse<?>> delete(@RestQuery("stream_id") String streamId) {
    return CurrentReceiver.id(streamId).map(id -> streams.remove(current.get(), id)).orElseGet(() -> now(false))
        .map(known -> known ? RestResponse.noContent() : Problem.response(HouseProblem.NOT_FOUND));
  }

  private Uni<Optional<EventStream>> found(Receiver receiver, String streamId) {
    return CurrentReceiver.id(streamId).map(id -> streams.find(receiver, id)).orElseGet(() -> now(Optional.empty()));
  }

  private RestResponse<?> answer(Status status, Receiver receiver, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Kept(var stream) -> RestResponse.status(status, shown(receiver, stream));
      case Verdict.Unknown() -> Problem.response(HouseProblem.NOT_FOUND);
      case Verdict.EndpointRefused() -> Problem.response(NotificationProblem.SIGNALS_ENDPOINT_REFUSED);
      case Verdict.Full() -> Problem.response(NotificationProblem.SIGNALS_STREAMS_FULL);
    };
  }

  private static RestResponse<?> wrong(String detail) {
    return Problem.of(HouseProblem.INVALID_FIELDS).detail(detail).response();
  }

  private StreamConfiguration shown(Receiver receiver, EventStream stream) {
    Delivery delivery = stream.pushedTo()
        .map(url -> new Delivery(StreamConfiguration.PUSH, Optional.of(url), Optional.empty()))
        .orElseGet(() -> new Delivery(StreamConfiguration.POLL, Optional.of(transmitter.pollEndpoint(stream.id())), Optional.empty()));
    return new StreamConfiguration(Optional.of(stream.id().toString()), Optional.of(transmitter.issuer()),
        Optional.of(receiver.audience()), Optional.of(SignalType.SUPPORTED.stream().map(SignalType::uri).toList()),
        stream.requested(), Optional.of(stream.delivered()), Optional.of(delivery),
        Optional.of(transmitter.minVerificationInterval()), stream.description());
  }
}
