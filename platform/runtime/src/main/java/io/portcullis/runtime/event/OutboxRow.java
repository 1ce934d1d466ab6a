package io.portcullis.runtime.event;

import io.portcullis.contracts.EventId;
import java.time.Instant;

/// One row of the table `outbox`, in the order of its columns.
///
/// @param trace W3C trace context; empty while tracing is off
public record OutboxRow(EventId id, String topic, String key, String type, String payload, Instant time, String trace) {

  /// A statement with one row's values in the order of the components.
  public static final String INSERT = """
      insert into outbox (id, aggregatetype, aggregateid, type, payload, timestamp, tracingspancontext)
      values (?1, ?2, ?3, ?4, ?5, ?6, ?7)""";

  @Override
  public String toString() {
    return "OutboxRow[" + type + ' ' + id + ']';
  }
}
