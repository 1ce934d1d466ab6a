package io.portcullis.runtime.event;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// What our stores say of PostgreSQL's rows and instants.
public final class Rows {

  private Rows() {}

  /// The one row of a statement that has one; none is a failure.
  public static Row one(RowSet<Row> rows) {
    return rows.iterator().next();
  }

  public static Optional<Row> first(RowSet<Row> rows) {
    return rows.iterator().hasNext() ? Optional.of(one(rows)) : Optional.empty();
  }

  public static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  public static Instant instant(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  /// Empty for `null`.
  public static Optional<Instant> maybeInstant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  public static Optional<Instant> maybeInstant(Row row, int column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  /// As a parameter.
  public static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
