package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portcullis.notification.NotificationProblem;
import io.portcullis.notification.sharedsignals.ManageStreams.Verification;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The verification endpoint (SSF 1.0 §8.1.4).
@Path("/ssf/verification")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Receiver.ROLE)
@Tag(name = "Shared signals")
public class VerificationResource {

  private final CurrentReceiver current;
  private final ManageStreams streams;
  private final TransmitterMetadata transmitter;

  VerificationResource(CurrentReceiver current, ManageStreams streams, TransmitterMetadata transmitter) {
    this.current = current;
    this.streams = streams;
    this.transmitter = transmitter;
  }

  /// @param state that comes back in the event
  @Schema(name = "SignalVerification")
  record Wish(@JsonProperty("stream_id") @NotNull @Size(max = 100) String streamId, Optional<@Size(max = 1000) String> state) {}

  @POST
  @Operation(operationId = "verifySignalStream", summary = "Have a verification event sent over a stream")
  @APIResponse(responseCode = "204", description = "It is on its way")
  public Uni<RestResponse<?>> verify(@Valid @NotNull Wish wish) {
    Receiver receiver = current.get();
    Optional<String> state = wish.state() == null ? Optional.empty() : wish.state();
    return CurrentReceiver.id(wish.streamId()).map(id -> streams.verify(receiver, id, state))
        .orElseGet(() -> now(new Verification.Unknown()))
        .map(verdict -> switch (verdict) {
          case Verification.Queued() -> RestResponse.noContent();
          case Verification.Unknown() -> Problem.response(HouseProblem.NOT_FOUND);
          case Verification.Disabled() -> Problem.response(NotificationProblem.SIGNALS_STREAM_DISABLED);
          case Verification.TooSoon() -> Problem.retryAfter(NotificationProblem.SIGNALS_VERIFIED_JUST_NOW,
              Duration.ofSeconds(transmitter.minVerificationInterval()));
        });
  }
}
