package io.portcullis.notification.delivery;

import io.portcullis.contracts.Address;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.letter.Letter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/// One claimed letter to one address.
///
/// @param due     when this try was to begin
/// @param attempt number of this try, from 1; also the fence: a worker that lost its claim can't settle
record Delivery(UUID id, Address.Channel channel, Purpose purpose, int attempt, Instant due, boolean expired, String sealed) {

  /// What is sealed in the row.
  @RegisterForReflection
  record Envelope(Address to, Letter letter) {}
}
