package io.portcullis.notification.delivery;

import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.letter.Letter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/// One claimed letter to one destination.
///
/// @param kind    wire name of the event or message behind it
/// @param wanted  when it happened, or when its reader's quiet hours ended
/// @param expires when it is better not to be sent any more
/// @param attempt number of this try, from 1; also the fence: a worker that lost its claim can't settle
public record Delivery(UUID id, String kind, Channel channel, Purpose purpose, int attempt, Instant wanted, Instant expires,
    String sealed) {

  /// What is sealed in the row.
  @RegisterForReflection
  record Envelope(Destination to, Letter letter) {}
}
