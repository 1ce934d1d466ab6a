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
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// How accounts are protected, by their audit trails in the order in which they were heard.
///
/// What was read once is kept, with the place in the trail that it was read to. So a customer's check-up reads `OFTEN` events or few more,
/// however long the trail is.
@ApplicationScoped
class KeptProtections {

  private static final Logger LOG = Logger.getLogger(KeptProtections.class);
  static final int PAGE = 500;
  static final int OFTEN = 50;

  private final Postgres postgres;
  private final ObjectMapper json;
  private final Clock clock;

  KeptProtections(Postgres postgres, ObjectMapper json, Clock clock) {
    this.postgres = postgres;
    // The trail keeps events as they came, with fields that this build may not know.
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.clock = clock;
  }

  private static final String KEPT = "select seq, content from protections_kept where account_id = $1 and version = $2";

  Uni<Protections> of(AccountId account) {
    return postgres.pool().preparedQuery(KEPT).execute(Tuple.of(account.value(), Protections.VERSION))
        .map(rows -> rows.stream().findFirst().map(row -> new Reading(account, kept(row), row.getLong("seq")))
            .orElseGet(() -> new Reading(account, new Protections(), 0)))
        .chain(this::readOn);
  }

  // Word for word the condition of the index `audit_event_checkup`: only then it is used. An account is always in one chain.
  static final String AFTER = """
      select seq, type, content from audit_event where account_id = $1 and seq > $2
        and type not in ('io.portcullis.session.session-revoked.v1', 'io.portcullis.session.assurance-level-change.v1',
          'io.portcullis.session.refresh-repeated-elsewhere.v1', 'io.portcullis.auth.approval-proposed.v1',
          'io.portcullis.auth.approval-granted.v1', 'io.portcullis.auth.approval-refused.v1', 'io.portcullis.auth.approval-declined.v1',
          'io.portcullis.auth.approval-consumed.v1', 'io.portcullis.notification.withdrawal-told.v1',
          'io.portcullis.notification.price-reached.v1', 'io.portcullis.notification.exchange-login.v1')
        and (type <> 'io.portcullis.session.session-established.v1' or content like '%"recognition":"NEW"%')
      order by seq limit $3""";

  private Uni<Protections> readOn(Reading reading) {
    return postgres.pool().preparedQuery(AFTER).execute(Tuple.of(reading.account, reading.seq, PAGE)).chain(rows -> {
      rows.forEach(row -> read(row, reading));
      Uni<Void> kept = reading.isWorthKeeping() ? keep(reading) : Uni.createFrom().voidItem();
      return kept.chain(() -> rows.size() < PAGE ? Uni.createFrom().item(reading.protections) : readOn(reading));
    });
  }

  private void read(Row row, Reading reading) {
    reading.seq = row.getLong("seq");
    reading.unkept++;
    event(row).ifPresentOrElse(reading.protections::hear, () -> reading.complete = false);
  }

  // One that a newer release wrote must not keep the others from being read.
  private Optional<SecurityEvent> event(Row row) {
    Optional<Class<? extends SecurityEvent>> kind = SecurityEventType.of(row.getString("type"));
    try {
      // What was erased is of an account that was closed.
      String content = row.getString("content");
      return kind.isEmpty() || content == null ? Optional.empty() : Optional.of(json.readValue(content, kind.get()));
    } catch (JsonProcessingException ofAnotherRelease) {
      LOG.debugf("a %s of the trail is unreadable", row.getString("type"));
      return Optional.empty();
    }
  }

  // Two that read at once: what is read further stays.
  private static final String KEEP = """
      insert into protections_kept (account_id, version, seq, content) values ($1, $2, $3, $4)
      on conflict (account_id) do update set version = excluded.version, seq = excluded.seq, content = excluded.content
        where protections_kept.version <> excluded.version or protections_kept.seq < excluded.seq""";

  private Uni<Void> keep(Reading reading) {
    reading.unkept = 0;
    reading.protections.forget(clock.instant());
    return postgres.pool().preparedQuery(KEEP)
        .execute(Tuple.of(reading.account, Protections.VERSION, reading.seq, written(reading.protections))).replaceWithVoid();
  }

  private String written(Protections protections) {
    try {
      return json.writeValueAsString(protections);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Protections are no JSON", e);
    }
  }

  private Protections kept(Row row) {
    try {
      return json.readValue(row.getString("content"), Protections.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the kept protections of version " + Protections.VERSION + " are unreadable", e);
    }
  }

  /// One reading of a trail, as far as it has come.
  private static final class Reading {

    private final UUID account;
    private final Protections protections;
    private long seq;
    private int unkept;
    // An event that this build can't read is read by the next one: nothing is kept from there on.
    private boolean complete = true;

    Reading(AccountId account, Protections protections, long seq) {
      this.account = account.value();
      this.protections = protections;
      this.seq = seq;
    }

    boolean isWorthKeeping() {
      return complete && unkept >= OFTEN;
    }
  }
}
