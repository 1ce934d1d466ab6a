package io.portcullis.notification.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.OnDevice;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.notification.alert.AlertKeeper;
import io.portcullis.notification.letter.PlainText;
import io.portcullis.notification.listing.ListFilter;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.verdict.Verdicts;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Each account's alerts.
@Startup
@ApplicationScoped
class KeptAlerts implements AlertKeeper {

  /// Where PostgreSQL says which account has a new one.
  static final String CHANNEL = "kept_alert";
  static final int PAGE = 50;

  private final Postgres postgres;
  private final ObjectMapper json;
  private final InboxConfig config;
  private final Counter kept;
  private final Clock clock;

  KeptAlerts(Postgres postgres, ObjectMapper json, InboxConfig config, MeterRegistry metrics, Clock clock) {
    this.postgres = postgres;
    // An alert may have been kept by a newer build.
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.config = config;
    this.kept = metrics.counter("portcullis.alerts.kept");
    this.clock = clock;
  }

  // The number's row stays locked until the end, so an account's alerts appear in the order of their numbers.
  private static final String KEEP = """
      with numbered as (
        insert into alert_number as known (account_id, last) values ($1, 1)
        on conflict (account_id) do update set last = known.last + 1 returning last)
      insert into kept_alert (account_id, number, event_id, type, event, device, happened_at, kept_at)
      select $1, last, $2, $3, $4, $5, $6, $7 from numbered
      on conflict (account_id, event_id) do nothing
      returning pg_notify('%s', account_id::text)""".formatted(CHANNEL);

  @Override
  public Uni<Void> keep(SqlConnection tx, SecurityEvent event) {
    // As it is shown: PostgreSQL takes no NUL, and a record that it refuses would keep all later ones waiting.
    String device = event instanceof OnDevice on ? PlainText.of(on.device()) : null;
    return Uni.createFrom().deferred(() -> tx.preparedQuery(KEEP).execute(Tuple.tuple()
            .addUUID(event.subject().value()).addUUID(event.id().value()).addString(event.type()).addString(write(event))
            .addString(device).addOffsetDateTime(Rows.utc(event.time())).addOffsetDateTime(now())))
        .invoke(added -> kept.increment(added.rowCount())).replaceWithVoid();
  }

  private static final String THESE = """
      select number, type, event, device, read_at from kept_alert where account_id = $1 and event_id = any($2) order by number""";

  @Override
  public Uni<List<SecurityEvent>> kept(SqlConnection tx, AccountId account, List<EventId> events) {
    return events.isEmpty() ? Verdicts.now(List.of()) : tx.preparedQuery(THESE)
        .execute(Tuple.of(account.value(), events.stream().map(EventId::value).toArray(UUID[]::new)))
        .map(rows -> rows.stream().flatMap(this::alert).map(KeptAlert::event).toList());
  }

  private static final String BEFORE = """
      select number, type, event, device, read_at from kept_alert
      where account_id = $1 and number < $2 and ($4::text[] is null or type = any($4)) and ($5::text is null or device = $5)
        and happened_at >= $6 and happened_at < $7
      order by number desc limit $3""";

  /// Up to `limit` alerts of `account` below `number`, newest first.
  Uni<List<KeptAlert>> before(AccountId account, long number, int limit, ListFilter.Bounds bounds) {
    return postgres.pool().preparedQuery(BEFORE).execute(Tuple.tuple()
            .addUUID(account.value()).addLong(number).addInteger(limit).addValue(bounds.kinds()).addString(bounds.device())
            .addOffsetDateTime(bounds.from()).addOffsetDateTime(bounds.to()))
        .map(rows -> rows.stream().flatMap(this::alert).toList());
  }

  private static final String AFTER = """
      select number, type, event, device, read_at from kept_alert where account_id = $1 and number > $2
      order by number limit $3""";

  /// Up to `limit` alerts of `account` above `number`, oldest first.
  Uni<List<KeptAlert>> after(AccountId account, long number, int limit) {
    return postgres.pool().preparedQuery(AFTER).execute(Tuple.of(account.value(), number, limit))
        .map(rows -> rows.stream().flatMap(this::alert).toList());
  }

  private static final String LAST = "select account_id, last from alert_number where account_id = any($1)";

  /// The newest number of each account that ever had an alert.
  Uni<Map<AccountId, Long>> lastOf(Set<AccountId> accounts) {
    return postgres.pool().preparedQuery(LAST)
        .execute(Tuple.of(accounts.stream().map(AccountId::value).toArray(UUID[]::new)))
        .map(rows -> rows.stream().collect(Collectors.toMap(row -> new AccountId(row.getUUID(0)), row -> row.getLong(1))));
  }

  Uni<Long> last(AccountId account) {
    return lastOf(Set.of(account)).map(found -> found.getOrDefault(account, 0L));
  }

  private static final String UNREAD = "select count(*) from kept_alert where account_id = $1 and read_at is null";

  Uni<Long> unread(AccountId account) {
    return postgres.pool().preparedQuery(UNREAD).execute(Tuple.of(account.value())).map(rows -> Rows.one(rows).getLong(0));
  }

  // The first mark stays.
  private static final String MARK = """
      update kept_alert set read_at = coalesce(read_at, $3) where account_id = $1 and event_id = $2""";

  /// Whether the account has such an alert.
  Uni<Boolean> markRead(AccountId account, EventId event) {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(MARK)
        .execute(Tuple.of(account.value(), event.value(), now()))).map(marked -> marked.rowCount() == 1);
  }

  // What came after the last one that the client had shown stays unread.
  private static final String MARK_UP_TO = """
      with shown as (select number from kept_alert where account_id = $1 and event_id = $2),
        marked as (update kept_alert k set read_at = $3 from shown
          where k.account_id = $1 and k.number <= shown.number and k.read_at is null)
      select number from shown""";

  /// As [#markRead], for it and all before it.
  Uni<Boolean> markReadUpTo(AccountId account, EventId event) {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(MARK_UP_TO)
        .execute(Tuple.of(account.value(), event.value(), now()))).map(marked -> marked.rowCount() == 1);
  }

  private static final int BATCH = 500;
  private static final int BATCHES = 200;
  private static final String SWEEP = """
      delete from kept_alert where (account_id, number) in (
        select account_id, number from kept_alert where kept_at < $1 order by kept_at limit %d for update skip locked)
      """.formatted(BATCH);

  @Scheduled(every = "1h", delayed = "20m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() ->
            postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(now().minus(config.keptFor()))))
        .map(SqlResult::rowCount)
        .repeat().whilst(forgotten -> forgotten == BATCH)
        .select().first(BATCHES)
        .onItem().ignoreAsUni();
  }

  private Stream<KeptAlert> alert(Row row) {
    return SecurityEventType.of(row.getString("type")).stream().map(kind -> new KeptAlert(row.getLong("number"),
        read(row.getString("event"), kind), Optional.ofNullable(row.getString("device")), Rows.maybeInstant(row, "read_at")));
  }

  private String write(SecurityEvent event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("an event has no JSON form", unwritable);
    }
  }

  private SecurityEvent read(String event, Class<? extends SecurityEvent> kind) {
    try {
      return json.readValue(event, kind);
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("a kept alert is unreadable", notOurs);
    }
  }

  private OffsetDateTime now() {
    return Rows.utc(clock.instant());
  }
}
