package io.portcullis.notification.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.listing.Cursor;
import io.portcullis.notification.listing.ListFilter;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads an account's part of the audit trail.
@ApplicationScoped
class Activities {

  private final Postgres postgres;
  private final ObjectMapper json;

  Activities(Postgres postgres, ObjectMapper json) {
    this.postgres = postgres;
    // The trail keeps events as they came, with fields that this build may not know.
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  private static final String BEFORE = """
      select type, content from audit_event where account_id = $1 and (time, event_id) < ($2, $3)
        and ($5::text[] is null or type = any($5)) and ($6::text is null or content::json ->> 'device' = $6)
        and time >= $7 and time < $8
      order by time desc, event_id desc limit $4""";

  /// Up to `limit` events of `account` older than `cursor`, newest first.
  Uni<List<SecurityEvent>> before(AccountId account, Cursor cursor, int limit, ListFilter.Bounds bounds) {
    return postgres.pool().preparedQuery(BEFORE)
        .execute(Tuple.tuple().addUUID(account.value()).addOffsetDateTime(Rows.utc(cursor.time())).addUUID(cursor.event().value())
            .addInteger(limit).addValue(bounds.kinds()).addString(bounds.device()).addOffsetDateTime(bounds.from())
            .addOffsetDateTime(bounds.to()))
        .map(rows -> rows.stream().flatMap(this::event).toList());
  }

  // A session's first event. Its id is nobody's to choose, and a quotation mark within a text is escaped.
  private static final String FIRST_OF_SESSION = """
      select type, content from audit_event where account_id = $1 and position($2 in content) > 0
      order by time, event_id limit 1""";

  /// Empty for a session that the trail does not know.
  Uni<Optional<SessionEstablished>> established(SqlClient client, AccountId account, SessionId session) {
    return client.preparedQuery(FIRST_OF_SESSION).execute(Tuple.of(account.value(), "\"session\":\"" + session + '"'))
        .map(rows -> rows.stream().flatMap(this::event).filter(SessionEstablished.class::isInstance)
            .map(SessionEstablished.class::cast).findFirst());
  }

  private Stream<SecurityEvent> event(Row row) {
    // Of an account that was closed, content may be gone while an old token still reads.
    return row.getString("content") == null ? Stream.empty()
        : SecurityEventType.of(row.getString("type")).stream().map(kind -> read(row.getString("content"), kind));
  }

  private SecurityEvent read(String content, Class<? extends SecurityEvent> kind) {
    try {
      return json.readValue(content, kind);
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("a row of the trail is unreadable", notOurs);
    }
  }
}
