package io.portcullis.recovery.support;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The tables `account_timeline` and `erased_account`.
@ApplicationScoped
public class Timelines {

  private static final Duration KEPT = Duration.ofDays(400);

  private final Postgres postgres;
  private final Clock clock;

  Timelines(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  // An erasure waits for rows that are being added, and rows that come later see that the account was erased: the topic's readers are not
  // in step with each other.
  private static final String NO_ERASURE = "select pg_advisory_xact_lock_shared(hashtext('account_timeline'))";
  private static final String ADD = """
      insert into account_timeline (event_id, account, happened_at, type, facts)
      select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[]) as heard (event_id, account, at, type, facts)
      where not exists (select 1 from erased_account gone where gone.account = heard.account) on conflict do nothing""";

  /// One that is there already stays as it is. Of a closed account, nothing is kept.
  Uni<Void> add(List<SecurityEvent> events) {
    var rows = Tuple.of(
        events.stream().map(event -> event.id().value()).toArray(UUID[]::new),
        events.stream().map(event -> event.subject().value()).toArray(UUID[]::new),
        events.stream().map(event -> Rows.utc(event.time())).toArray(OffsetDateTime[]::new),
        events.stream().map(SecurityEvent::type).toArray(String[]::new),
        events.stream().map(TimelineFacts::of).toArray(String[]::new));
    return postgres.withTransaction(tx -> tx.query(NO_ERASURE).execute().chain(() -> tx.preparedQuery(ADD).execute(rows))).replaceWithVoid();
  }

  private static final String ERASURE = "select pg_advisory_xact_lock(hashtext('account_timeline'))";
  private static final String REMEMBER = "insert into erased_account (account, erased_at) values ($1, $2) on conflict do nothing";
  private static final String FORGET = "delete from account_timeline where account = $1";

  /// Erases what happened to a closed account, also what is heard later.
  public Uni<Void> forget(SqlConnection tx, AccountId account) {
    return tx.query(ERASURE).execute()
        .chain(() -> tx.preparedQuery(REMEMBER).execute(Tuple.of(account.value(), Rows.utc(clock.instant()))))
        .chain(() -> tx.preparedQuery(FORGET).execute(Tuple.of(account.value()))).replaceWithVoid();
  }

  private static final String PAGE = """
      select event_id, happened_at, type, facts from account_timeline
      where account = $1 and ($2::uuid is null
        or (happened_at, event_id) < (select happened_at, event_id from account_timeline where account = $1 and event_id = $2))
      order by happened_at desc, event_id desc limit $3""";

  /// The newest first.
  ///
  /// @param after the last one of the page before
  Uni<List<TimelineEntry>> of(AccountId account, Optional<UUID> after, int limit) {
    return postgres.pool().preparedQuery(PAGE).execute(Tuple.of(account.value(), after.orElse(null), limit))
        .map(rows -> rows.stream().map(row -> new TimelineEntry(row.getUUID("event_id"), Rows.instant(row, "happened_at"),
            row.getString("type"), TimelineFacts.read(row.getString("facts")))).toList());
  }

  @Scheduled(every = "24h", delayed = "15m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery("delete from account_timeline where happened_at < $1")
        .execute(Tuple.of(Rows.utc(clock.instant().minus(KEPT))))).replaceWithVoid();
  }
}
