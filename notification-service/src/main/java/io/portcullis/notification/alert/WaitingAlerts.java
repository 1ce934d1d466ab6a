package io.portcullis.notification.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/// Alerts whose account has no contact yet, or an outdated one. Rare and short: the contact is already on its way.
@ApplicationScoped
class WaitingAlerts {

  /// A contact that has not come by then never will.
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int AT_ONCE = 50;

  private final ObjectMapper json;
  private final Clock clock;

  WaitingAlerts(ObjectMapper json, Clock clock) {
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.clock = clock;
  }

  private static final String ADD = """
      insert into waiting_alert (event_id, account_id, type, event, since) values ($1, $2, $3, $4, $5)""";

  Uni<Void> add(SqlConnection tx, SecurityEvent event) {
    return tx.preparedQuery(ADD).execute(Tuple.of(event.id().value(), event.subject().value(), event.type(),
        write(event), now())).replaceWithVoid();
  }

  private static final String TAKE = """
      delete from waiting_alert where event_id in (
        select w.event_id from waiting_alert w join contact c using (account_id)
        where not exists (select from contact_due due where due.account_id = c.account_id and due.as_of > c.as_of)
        order by w.since limit %d for update of w skip locked)
      returning type, event""".formatted(AT_ONCE);

  /// Removes and returns, in `tx`, those whose contact has come.
  Uni<List<SecurityEvent>> takeReachable(SqlConnection tx) {
    return tx.query(TAKE).execute().map(rows -> rows.stream().map(this::read).toList());
  }

  private static final String FORGET = "delete from waiting_alert where since < $1";

  Uni<Void> forgetUnreachable(SqlConnection tx) {
    return tx.preparedQuery(FORGET).execute(Tuple.of(now().minus(LONGEST))).replaceWithVoid();
  }

  private String write(SecurityEvent event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("an event has no JSON form", unwritable);
    }
  }

  private SecurityEvent read(Row row) {
    try {
      return json.readValue(row.getString("event"), SecurityEventType.of(row.getString("type")).orElseThrow());
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("a waiting alert is unreadable", notOurs);
    }
  }

  private OffsetDateTime now() {
    return Rows.utc(clock.instant());
  }
}
