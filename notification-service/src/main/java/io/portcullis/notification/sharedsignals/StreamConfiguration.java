package io.portcullis.notification.sharedsignals;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.portcullis.notification.sharedsignals.ManageStreams.Endpoint;
import io.portcullis.notification.sharedsignals.ManageStreams.Wish;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A stream's configuration (SSF 1.0 §8.1.1), as it is answered and as receivers send it. A receiver supplies `events_requested`,
/// `delivery` and `description`. The others are ours: a request may repeat them as they are.
@RegisterForReflection(targets = {StreamConfiguration.class, StreamConfiguration.Delivery.class, SnakeCaseStrategy.class})
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "SignalStream")
record StreamConfiguration(
    Optional<@Size(max = 100) String> streamId,
    Optional<String> iss,
    Optional<String> aud,
    Optional<List<String>> eventsSupported,
    Optional<@Size(min = 1, max = 100) List<@NotNull @Size(max = 300) String>> eventsRequested,
    Optional<List<String>> eventsDelivered,
    Optional<@Valid Delivery> delivery,
    Optional<Long> minVerificationInterval,
    Optional<@Size(max = 500) String> description) {

  static final String PUSH = "urn:ietf:rfc:8935";
  static final String POLL = "urn:ietf:rfc:8936";

  /// @param endpointUrl         a receiver's for a push, ours for a poll
  /// @param authorizationHeader what its endpoint wants in `Authorization`; never shown
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "SignalDelivery")
  record Delivery(
      @NotNull @Pattern(regexp = "urn:ietf:rfc:893[56]") String method,
      Optional<@Size(max = 500) String> endpointUrl,
      Optional<@Size(max = 2000) @Pattern(regexp = "[\\x21-\\x7e]+( [\\x21-\\x7e]+)*") String> authorizationHeader) {

    boolean isPush() {
      return PUSH.equals(method);
    }
  }

  StreamConfiguration {
    streamId = given(streamId);
    iss = given(iss);
    aud = given(aud);
    eventsSupported = given(eventsSupported);
    eventsRequested = given(eventsRequested);
    eventsDelivered = given(eventsDelivered);
    delivery = given(delivery);
    minVerificationInterval = given(minVerificationInterval);
    description = given(description);
  }

  private static <T> Optional<T> given(Optional<T> field) {
    return field == null ? Optional.empty() : field;
  }

  Wish wish() {
    return new Wish(eventsRequested, description, delivery.filter(Delivery::isPush)
        .map(push -> new Endpoint(push.endpointUrl().orElse(""), push.authorizationHeader())));
  }

  /// Whether all that it says of what is ours is as in `ours` (SSF 1.0 §8.1.1.3).
  boolean agreesWith(StreamConfiguration ours) {
    return agree(iss, ours.iss) && agree(aud, ours.aud) && agree(eventsSupported, ours.eventsSupported)
        && agree(eventsDelivered, ours.eventsDelivered) && agree(minVerificationInterval, ours.minVerificationInterval);
  }

  private static <T> boolean agree(Optional<T> said, Optional<T> ours) {
    return said.isEmpty() || said.equals(ours);
  }
}
