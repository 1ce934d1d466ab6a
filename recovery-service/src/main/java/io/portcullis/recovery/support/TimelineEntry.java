package io.portcullis.recovery.support;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What happened to an account.
///
/// @param type  the event's, as docs/events.md lists them
/// @param facts its codes, numbers and moments
@RegisterForReflection
public record TimelineEntry(UUID id, Instant at, String type, List<Fact> facts) {

  /// @param name as the event has it, such as `reasons`
  @RegisterForReflection
  public record Fact(String name, List<String> values) {}
}
