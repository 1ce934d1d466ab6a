package io.portcullis.notification.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.notification.listing.Cursor;
import io.portcullis.notification.listing.ListFilter.Bounds;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Looks for entries of the audit trail, the newest first: of an account, or of all within a time. Each page becomes an entry of the
/// trail before it is read. A page proves nothing by itself: the export and the proof of an entry do.
@ApplicationScoped
class SearchTrail {

  private final Postgres postgres;
  private final ReadLog log;
  private final ObjectMapper json;

  SearchTrail(Postgres postgres, ReadLog log, ObjectMapper json) {
    this.postgres = postgres;
    this.log = log;
    this.json = json;
  }

  /// @param reader  the service account that asks
  /// @param person  for whom it asks: an id that its own list of calls explains
  /// @param account whose entries; empty for all
  record Search(String reader, Optional<String> person, Optional<AccountId> account, Bounds bounds, Cursor after, int limit) {

    Map<String, Object> told() {
      var told = new LinkedHashMap<String, Object>(Map.of("reader", reader, "limit", limit,
          "from", bounds.from().toInstant().toString(), "to", bounds.to().toInstant().toString()));
      person.ifPresent(id -> told.put("person", id));
      account.ifPresent(id -> told.put("account", id.toString()));
      Optional.ofNullable(bounds.kinds()).ifPresent(kinds -> told.put("kinds", List.of(kinds)));
      return told;
    }
  }

  /// @param content as the service published it; left out when it was erased
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @Schema(name = "AuditEntry")
  public record Found(UUID event, UUID account, String type, Instant time, boolean erased,
      @Schema(implementation = Object.class) JsonNode content) {}

  /// @param next the `after` of the next page; left out on the last one
  @RegisterForReflection
  @Schema(name = "AuditEntries")
  public record Page(List<Found> entries, Optional<String> next) {}

  private static final String PART = """
      and (time, event_id) < ($1, $2) and time >= $3 and time < $4 and ($5::text[] is null or type = any($5))
      order by time desc, event_id desc limit $6""";
  private static final String ALL = "select event_id, account_id, type, time, content from audit_event where true " + PART;
  private static final String OF_ACCOUNT = "select event_id, account_id, type, time, content from audit_event where account_id = $7 " + PART;

  Uni<Page> handle(Search search) {
    Bounds bounds = search.bounds();
    // One more than asked for tells whether there is a next page.
    Tuple parameters = Tuple.tuple().addOffsetDateTime(Rows.utc(search.after().time())).addUUID(search.after().event().value())
        .addOffsetDateTime(bounds.from()).addOffsetDateTime(bounds.to()).addValue(bounds.kinds()).addInteger(search.limit() + 1);
    search.account().ifPresent(account -> parameters.addUUID(account.value()));
    return log.record(search.told())
        .chain(() -> postgres.pool().preparedQuery(search.account().isPresent() ? OF_ACCOUNT : ALL).execute(parameters))
        .map(rows -> page(rows.stream().map(this::found).toList(), search.limit()));
  }

  private static Page page(List<Found> found, int limit) {
    List<Found> shown = found.subList(0, Math.min(limit, found.size()));
    return new Page(shown, found.size() > limit
        ? Optional.of(Cursor.of(shown.getLast().time(), new EventId(shown.getLast().event())).toString()) : Optional.empty());
  }

  private Found found(Row row) {
    String content = row.getString("content");
    return new Found(row.getUUID("event_id"), row.getUUID("account_id"), row.getString("type"), Rows.instant(row, "time"),
        content == null, content == null ? null : read(content));
  }

  private JsonNode read(String content) {
    try {
      return json.readTree(content);
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("a row of the trail is unreadable", notOurs);
    }
  }
}
