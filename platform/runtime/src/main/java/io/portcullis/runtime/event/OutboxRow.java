package io.portcullis.runtime.event;

import io.portcullis.contracts.EventId;
import java.time.Instant;

/// One row of the table `outbox`, in the order of its columns.
///
/// @param trace W3C trace context; empty while tracing is off
public record OutboxRow(EventId id, String topic, String key, String type, String payload, Instant time, String trace) {

  @Override
  public String toString() {
    return "OutboxRow[" + type + ' ' + id + ']';
  }
}
