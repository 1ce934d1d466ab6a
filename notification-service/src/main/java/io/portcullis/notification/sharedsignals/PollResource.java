package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.notification.sharedsignals.PollSets.Poll;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Where streams are polled (RFC 8936). The names of the members are the RFC's.
@Path("/ssf/poll")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Receiver.ROLE)
@Tag(name = "Shared signals")
public class PollResource {

  private final CurrentReceiver current;
  private final ManageStreams streams;
  private final PollSets poll;

  PollResource(CurrentReceiver current, ManageStreams streams, PollSets poll) {
    this.current = current;
    this.streams = streams;
    this.poll = poll;
  }

  /// @param maxEvents         how many tokens at most; 100 without it, and never more
  /// @param returnImmediately without it, a poll that finds nothing waits for ten seconds at most
  /// @param ack               `jti` of tokens that the receiver has taken
  /// @param setErrs           why it refuses others, by `jti`
  @Schema(name = "SignalPoll")
  record Request(Optional<@Min(0) Integer> maxEvents, Optional<Boolean> returnImmediately,
      Optional<@Size(max = 1000) List<@NotNull @Size(max = 100) String>> ack,
      Optional<@Size(max = 1000) Map<@Size(max = 100) String, @NotNull @Valid SetError>> setErrs) {

    Poll poll() {
      return new Poll(given(maxEvents).orElse(PollSets.MOST), !given(returnImmediately).orElse(false),
          given(ack).orElse(List.of()).stream().flatMap(jti -> CurrentReceiver.id(jti).stream()).toList(), refused());
    }

    private Map<UUID, String> refused() {
      var refused = new HashMap<UUID, String>();
      given(setErrs).orElse(Map.of()).forEach((jti, error) -> CurrentReceiver.id(jti).ifPresent(id -> refused.put(id, error.err())));
      return refused;
    }

    private static <T> Optional<T> given(Optional<T> field) {
      return field == null ? Optional.empty() : field;
    }
  }

  /// @param err a code of RFC 8935 §2.4, or of the receiver's own
  @Schema(name = "SignalError")
  record SetError(@NotNull @Pattern(regexp = "[A-Za-z0-9_.-]{1,64}") String err, Optional<@Size(max = 1000) String> description) {}

  /// @param sets          security event tokens by `jti`, oldest first
  /// @param moreAvailable whether others wait behind them
  @RegisterForReflection
  @Schema(name = "SignalPolled")
  record Answer(Map<String, String> sets, boolean moreAvailable) {}

  @POST
  @Path("/{stream}")
  @Operation(operationId = "pollSignals", summary = "Fetch events of a stream, and acknowledge earlier ones")
  @APIResponse(responseCode = "200", description = "The oldest ones that wait", content = @Content(schema = @Schema(implementation = Answer.class)))
  public Uni<RestResponse<?>> poll(@RestPath String stream, @Valid @NotNull Request request) {
    Receiver receiver = current.get();
    return CurrentReceiver.id(stream).map(id -> streams.find(receiver, id)).orElseGet(() -> now(Optional.empty()))
        .chain(found -> found.filter(one -> one.pushedTo().isEmpty()).isEmpty() ? now(Problem.response(HouseProblem.NOT_FOUND))
            : poll.handle(found.get().id(), request.poll()).map(page -> RestResponse.ok(new Answer(page.tokens(), page.more()))));
  }
}
