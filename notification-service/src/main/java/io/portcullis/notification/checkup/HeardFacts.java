package io.portcullis.notification.checkup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// What of an account's audit trail says how it is protected, in the order in which it was heard.
@ApplicationScoped
class HeardFacts {

  private static final Logger LOG = Logger.getLogger(HeardFacts.class);

  private final Postgres postgres;
  private final ObjectMapper json;

  HeardFacts(Postgres postgres, ObjectMapper json) {
    this.postgres = postgres;
    // The trail keeps events as they came, with fields that this build may not know.
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  // Word for word the condition of the index `audit_event_checkup`: only then it is used. An account is always in one chain.
  static final String OF = """
      select type, content from audit_event where account_id = $1
        and type not in ('io.portcullis.session.session-revoked.v1', 'io.portcullis.session.assurance-level-change.v1',
          'io.portcullis.session.refresh-repeated-elsewhere.v1', 'io.portcullis.auth.approval-proposed.v1',
          'io.portcullis.auth.approval-granted.v1', 'io.portcullis.auth.approval-refused.v1', 'io.portcullis.auth.approval-declined.v1',
          'io.portcullis.auth.approval-consumed.v1')
        and (type <> 'io.portcullis.session.session-established.v1' or content like '%"recognition":"NEW"%')
      order by seq""";

  Uni<List<SecurityEvent>> of(AccountId account) {
    return postgres.pool().preparedQuery(OF).execute(Tuple.of(account.value())).map(rows -> rows.stream().flatMap(this::event).toList());
  }

  private Stream<SecurityEvent> event(Row row) {
    return SecurityEventType.of(row.getString("type")).stream().flatMap(kind -> read(row.getString("content"), kind));
  }

  // One that a newer release wrote must not keep the others from being read.
  private Stream<SecurityEvent> read(String content, Class<? extends SecurityEvent> kind) {
    try {
      return Stream.of(json.readValue(content, kind));
    } catch (JsonProcessingException ofAnotherRelease) {
      LOG.debugf("a %s of the trail is unreadable", kind.getSimpleName());
      return Stream.empty();
    }
  }
}
