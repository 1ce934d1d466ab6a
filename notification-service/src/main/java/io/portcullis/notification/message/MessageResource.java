package io.portcullis.notification.message;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.contracts.EventId;
import io.portcullis.notification.delivery.Deliveries;
import io.portcullis.notification.delivery.Deliveries.DeliveryState;
import io.portcullis.notification.delivery.Deliveries.DeliveryState.State;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Where a code is that somebody waits for (IN-11). Open to all, since who waits is not signed in yet: the id was told to
/// the one who asked for the code, can't be guessed, and leads to neither account nor address.
@Path("/v1/messages")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Messages")
public class MessageResource {

  /// A provider that took a message a minute ago has delivered it: somewhere.
  private static final Duration ARRIVED = Duration.ofMinutes(1);

  private final Deliveries deliveries;
  private final Clock clock;

  MessageResource(Deliveries deliveries, Clock clock) {
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /// @param channel `email` or `sms`
  /// @param state   `queued`, `sent` (the provider took it), `failed` (it was given up, or came too late) or `refused`
  /// @param reason  of a refusal: `number-not-supported`, `too-many` text messages, or `address-unsupported` by the mail server
  /// @param hint    what to look at when it does not come; absent while there is nothing to advise
  @RegisterForReflection
  public record MessageState(String channel, String state, Optional<String> reason,
      @Schema(implementation = Hint.class, type = SchemaType.STRING, nullable = true) Optional<Hint> hint) {}

  @RegisterForReflection
  public enum Hint {
    SPAM_FOLDER("spam-folder"),
    RECEPTION("reception"),
    /// The provider refuses or is slow; we go on trying.
    PROVIDER_SLOW("provider-slow"),
    CHOOSE_ANOTHER_WAY("choose-another-way");

    private final String wireName;

    Hint(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getMessageState", summary = "Tell what became of a message",
      description = "404 until the message has arrived here, which takes a moment after it was asked for.")
  public Uni<MessageState> show(@RestPath String id) {
    return EventId.parse(id).map(deliveries::state).orElseGet(() -> now(Optional.empty()))
        .map(found -> found.map(this::tell).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND)));
  }

  private MessageState tell(DeliveryState delivery) {
    return new MessageState(delivery.channel().name().toLowerCase(Locale.ROOT),
        delivery.state().name().toLowerCase(Locale.ROOT), delivery.refusal(), hint(delivery));
  }

  private Optional<Hint> hint(DeliveryState delivery) {
    return switch (delivery.state()) {
      case State.QUEUED -> delivery.tries() > 1 ? Optional.of(Hint.PROVIDER_SLOW) : Optional.empty();
      case State.SENT -> delivery.settledAt().filter(at -> at.isBefore(clock.instant().minus(ARRIVED)))
          .map(_ -> switch (delivery.channel()) {
            case EMAIL -> Hint.SPAM_FOLDER;
            case SMS -> Hint.RECEPTION;
          });
      case State.FAILED, State.REFUSED -> Optional.of(Hint.CHOOSE_ANOTHER_WAY);
    };
  }
}
