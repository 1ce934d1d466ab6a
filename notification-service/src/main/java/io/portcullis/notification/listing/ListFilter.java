package io.portcullis.notification.listing;

import io.portcullis.contracts.SecurityEventType;
import io.portcullis.runtime.event.Rows;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/// Which part of what happened to an account a client asks for.
public class ListFilter {

  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})";
  private static final Instant EVER = Instant.EPOCH;
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  @RestQuery
  @Size(max = 20)
  @Parameter(description = "A `type` to show; may be there several times")
  List<String> kind;

  @RestQuery
  @Size(min = 1, max = 200)
  @Parameter(description = "The display name of the device")
  String device;

  @RestQuery
  @Pattern(regexp = TIME)
  @Parameter(description = "Not before then (RFC 3339)")
  String from;

  @RestQuery
  @Pattern(regexp = TIME)
  @Parameter(description = "Before then (RFC 3339)")
  String to;

  /// Parameters of a statement.
  ///
  /// @param kinds wire names, or null for all
  /// @param device or null for all
  public record Bounds(String[] kinds, String device, OffsetDateTime from, OffsetDateTime to) {}

  public Bounds bounds() {
    return new Bounds(kinds(), device, Rows.utc(time("from", from).orElse(EVER)), Rows.utc(time("to", to).orElse(NEVER)));
  }

  private String[] kinds() {
    if (kind == null || kind.isEmpty()) {
      return null;
    }
    if (kind.stream().anyMatch(name -> SecurityEventType.of(name).isEmpty())) {
      throw KnownParameters.refused("kind", "must be a type of docs/events.md");
    }
    return kind.toArray(String[]::new);
  }

  private static Optional<Instant> time(String name, String text) {
    try {
      return Optional.ofNullable(text).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeException noSuchDay) {
      throw KnownParameters.refused(name, "must be a time that exists");
    }
  }
}
