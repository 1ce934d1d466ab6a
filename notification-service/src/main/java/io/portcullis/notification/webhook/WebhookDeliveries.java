package io.portcullis.notification.webhook;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `webhook_delivery`: an event for a receiver, once.
@ApplicationScoped
class WebhookDeliveries {

  /// Longer than any try: its sender is dead then, and another replica takes the delivery over.
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final int LONGEST_LOG = 100;

  private final Postgres postgres;
  private final Clock clock;

  WebhookDeliveries(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /// What one receiver is to hear.
  record Wanted(UUID endpoint, SecurityEvent event, String body) {}

  private static final String QUEUE = """
      insert into webhook_delivery (endpoint_id, event_id, type, body, queued_at, next_try_at)
      select endpoint.id, wanted.event_id, wanted.type, wanted.body, $5, $5
      from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as wanted (endpoint_id, event_id, type, body)
      join webhook_endpoint endpoint on endpoint.id = wanted.endpoint_id
      on conflict (endpoint_id, event_id) do nothing""";

  /// An event that is delivered again by Kafka is queued once.
  Uni<Void> queue(SqlClient client, List<Wanted> wanted) {
    return client.preparedQuery(QUEUE).execute(Tuple.of(
        wanted.stream().map(Wanted::endpoint).toArray(UUID[]::new),
        wanted.stream().map(one -> one.event().id().value()).toArray(UUID[]::new),
        wanted.stream().map(one -> one.event().type()).toArray(String[]::new),
        wanted.stream().map(Wanted::body).toArray(String[]::new),
        Rows.utc(clock.instant()))).replaceWithVoid();
  }

  /// @param attempt 1 for the first
  record Due(UUID endpoint, UUID event, String body, int attempt) {}

  private static final String CLAIM = """
      update webhook_delivery set attempts = attempts + 1, next_try_at = $3
      where endpoint_id = $1 and event_id in (
        select event_id from webhook_delivery
        where endpoint_id = $1 and state = 'waiting' and next_try_at <= $2
        order by next_try_at limit $4 for update skip locked)
      returning event_id, body, attempts""";

  /// Those that are to be tried now. Until the lease ends they are the caller's alone.
  Uni<List<Due>> claim(UUID endpoint, int most) {
    Instant now = clock.instant();
    return postgres.pool().preparedQuery(CLAIM)
        .execute(Tuple.of(endpoint, Rows.utc(now), Rows.utc(now.plus(LEASE)), most))
        .map(rows -> rows.stream().map(row -> new Due(endpoint, row.getUUID(0), row.getString(1), row.getInteger(2))).toList());
  }

  private static final String SETTLE = """
      update webhook_delivery set state = $3, answer = $4, settled_at = $5 where endpoint_id = $1 and event_id = $2 and state = 'waiting'""";

  Uni<Void> settle(Due due, String state, String answer) {
    return postgres.pool().preparedQuery(SETTLE).execute(Tuple.of(due.endpoint(), due.event(), state, answer, Rows.utc(clock.instant())))
        .replaceWithVoid();
  }

  private static final String POSTPONE = """
      update webhook_delivery set next_try_at = $3, answer = $4 where endpoint_id = $1 and event_id = $2 and state = 'waiting'""";

  Uni<Void> postpone(Due due, Duration pause, String answer) {
    return postgres.pool().preparedQuery(POSTPONE)
        .execute(Tuple.of(due.endpoint(), due.event(), Rows.utc(clock.instant().plus(pause)), answer)).replaceWithVoid();
  }

  private static final String REPLAY = """
      update webhook_delivery set state = 'waiting', attempts = 0, next_try_at = $3, settled_at = null
      where endpoint_id = $1 and queued_at >= $2 and ($4 or state = 'failed')""";

  /// Has what was queued since then sent again.
  ///
  /// @param all those too that were delivered
  /// @return how many
  Uni<Integer> replay(UUID endpoint, Instant since, boolean all) {
    return postgres.pool().preparedQuery(REPLAY).execute(Tuple.of(endpoint, Rows.utc(since), Rows.utc(clock.instant()), all))
        .map(rows -> rows.rowCount());
  }

  private static final String REPLAY_ONE = """
      update webhook_delivery set state = 'waiting', attempts = 0, next_try_at = $3, settled_at = null
      where endpoint_id = $1 and event_id = $2""";

  /// Has one sent again at once, whatever became of it.
  Uni<Boolean> replay(UUID endpoint, UUID event) {
    return postgres.pool().preparedQuery(REPLAY_ONE).execute(Tuple.of(endpoint, event, Rows.utc(clock.instant())))
        .map(rows -> rows.rowCount() == 1);
  }

  /// @param answer a status, or why there was none; empty before the first try
  record Logged(UUID event, String type, Instant queuedAt, String state, int attempts, Optional<String> answer) {}

  private static final String LOG = """
      select event_id, type, queued_at, state, attempts, answer from webhook_delivery
      where endpoint_id = $1 and ($2::text is null or state = $2) order by queued_at desc, event_id limit $3""";

  /// The latest, newest first.
  ///
  /// @param state `waiting`, `delivered`, `failed`; empty for all
  Uni<List<Logged>> log(UUID endpoint, Optional<String> state) {
    return postgres.pool().preparedQuery(LOG).execute(Tuple.of(endpoint, state.orElse(null), LONGEST_LOG))
        .map(rows -> rows.stream().map(WebhookDeliveries::logged).toList());
  }

  private static Logged logged(Row row) {
    return new Logged(row.getUUID(0), row.getString(1), Rows.instant(row, 2), row.getString(3), row.getInteger(4),
        Optional.ofNullable(row.getString(5)));
  }

  private static final String FORGET = "delete from webhook_delivery where queued_at < $1";

  Uni<Void> forget(Duration keptFor) {
    return postgres.pool().preparedQuery(FORGET).execute(Tuple.of(Rows.utc(clock.instant().minus(keptFor)))).replaceWithVoid();
  }
}
