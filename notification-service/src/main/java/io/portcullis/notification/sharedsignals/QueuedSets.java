package io.portcullis.notification.sharedsignals;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The table `ssf_set`: a security event token for a stream, once. It stands there unsigned until it goes out.
@ApplicationScoped
class QueuedSets {

  private final Postgres postgres;
  private final Clock clock;

  QueuedSets(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /// A stream that is to hear of events, and how many it has room for.
  record Listening(UUID stream, String audience, List<String> delivered, int room) {}

  private static final String LISTENING = """
      select stream.id, receiver.audience, stream.requested, $1 - (
        select count(*) from (select from ssf_set queued where queued.stream_id = stream.id and queued.state = 'waiting' limit $1) held)
      from ssf_stream stream join ssf_receiver receiver on receiver.id = stream.receiver_id where stream.status <> 'disabled'""";

  Uni<List<Listening>> listening(int most) {
    return postgres.pool().preparedQuery(LISTENING).execute(Tuple.of(most))
        .map(rows -> rows.stream().map(QueuedSets::listening).toList());
  }

  private static Listening listening(Row row) {
    return new Listening(row.getUUID(0), row.getString(1),
        EventStream.delivered(Optional.ofNullable(row.getArrayOfStrings(2)).map(List::of)), row.getLong(3).intValue());
  }

  /// An event that a stream is to carry.
  record Wanted(UUID stream, UUID jti, UUID event, String claims) {}

  private static final String QUEUE = """
      insert into ssf_set (stream_id, jti, event_id, kind, claims, queued_at)
      select wanted.stream_id, wanted.jti, wanted.event_id, 'event', wanted.claims, $5
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) with ordinality as wanted (stream_id, jti, event_id, claims, number)
      join ssf_stream stream on stream.id = wanted.stream_id
      order by wanted.number
      on conflict (stream_id, event_id) do nothing""";

  /// In their order. An event that is delivered again by Kafka keeps the `jti` that it got first.
  Uni<Void> queue(SqlClient client, List<Wanted> wanted) {
    return client.preparedQuery(QUEUE).execute(Tuple.of(
        wanted.stream().map(Wanted::stream).toArray(UUID[]::new),
        wanted.stream().map(Wanted::jti).toArray(UUID[]::new),
        wanted.stream().map(Wanted::event).toArray(UUID[]::new),
        wanted.stream().map(Wanted::claims).toArray(String[]::new),
        Rows.utc(clock.instant()))).replaceWithVoid();
  }

  private static final String ADD = """
      insert into ssf_set (stream_id, jti, kind, claims, queued_at)
      select $1, $2, $3, $4, $5 where (
        select count(*) from (select from ssf_set queued where queued.stream_id = $1 and queued.state = 'waiting' limit $6) held) < $6""";

  /// What a stream says of itself.
  ///
  /// @param kind `event`, or `status` for what a paused stream carries, too
  /// @param most that may wait
  /// @return whether there was room
  Uni<Boolean> add(SqlConnection tx, UUID stream, UUID jti, String kind, String claims, int most) {
    return tx.preparedQuery(ADD).execute(Tuple.of(stream, jti, kind, claims, Rows.utc(clock.instant()), most))
        .map(rows -> rows.rowCount() == 1);
  }

  /// One that goes out.
  ///
  /// @param attempt 1 for the first
  record Outgoing(long position, UUID jti, String claims, int attempt) {}

  private static final String WAITING = """
      select queued.stream_id, queued.position from ssf_set queued join ssf_stream stream on stream.id = queued.stream_id
      where queued.stream_id = $1 and queued.state = 'waiting' and (stream.status = 'enabled' or queued.kind = 'status')
      order by queued.position limit $2""";
  private static final String HAND_OUT = """
      update ssf_set set attempts = attempts + 1 where (stream_id, position) in (%s)
      returning position, jti, claims, attempts""".formatted(WAITING);

  /// The oldest that wait, in their order.
  Uni<List<Outgoing>> handOut(UUID stream, int most) {
    return postgres.pool().preparedQuery(HAND_OUT).execute(Tuple.of(stream, most)).map(rows -> rows.stream()
        .map(row -> new Outgoing(row.getLong(0), row.getUUID(1), row.getString(2), row.getInteger(3)))
        .sorted(Comparator.comparingLong(Outgoing::position)).toList());
  }

  private static final String COUNT = "select count(*) from (%s) waiting".formatted(WAITING);

  /// @return how many wait, `most` at most
  Uni<Integer> count(UUID stream, int most) {
    return postgres.pool().preparedQuery(COUNT).execute(Tuple.of(stream, most)).map(rows -> Rows.one(rows).getLong(0).intValue());
  }

  // One that never went out can't be acknowledged.
  private static final String TAKEN = """
      update ssf_set set state = 'delivered', settled_at = $3
      where stream_id = $1 and jti = any ($2) and state = 'waiting' and attempts > 0""";

  /// @return how many of them were waiting for it
  Uni<Integer> taken(UUID stream, List<UUID> tokens) {
    return postgres.pool().preparedQuery(TAKEN).execute(Tuple.of(stream, tokens.toArray(UUID[]::new), Rows.utc(clock.instant())))
        .map(rows -> rows.rowCount());
  }

  private static final String REFUSED = """
      update ssf_set set state = 'refused', answer = refused.error, settled_at = $4
      from unnest($2::uuid[], $3::text[]) as refused (jti, error)
      where ssf_set.stream_id = $1 and ssf_set.jti = refused.jti and ssf_set.state = 'waiting' and ssf_set.attempts > 0""";

  /// @param errors codes by token
  Uni<Integer> refused(UUID stream, Map<UUID, String> errors) {
    List<Map.Entry<UUID, String>> entries = List.copyOf(errors.entrySet());
    return postgres.pool().preparedQuery(REFUSED).execute(Tuple.of(stream, entries.stream().map(Map.Entry::getKey).toArray(UUID[]::new),
        entries.stream().map(Map.Entry::getValue).toArray(String[]::new), Rows.utc(clock.instant()))).map(rows -> rows.rowCount());
  }

  private static final String FAILED = "update ssf_set set answer = $3 where stream_id = $1 and jti = $2 and state = 'waiting'";

  Uni<Void> failed(UUID stream, UUID jti, String answer) {
    return postgres.pool().preparedQuery(FAILED).execute(Tuple.of(stream, jti, answer)).replaceWithVoid();
  }

  private static final String KNOWS = "select 1 from ssf_stream where id = $1";

  Uni<Boolean> knows(UUID stream) {
    return postgres.pool().preparedQuery(KNOWS).execute(Tuple.of(stream)).map(rows -> rows.rowCount() == 1);
  }

  private static final String REPLAY = """
      update ssf_set set state = 'waiting', attempts = 0, answer = null, settled_at = null where (stream_id, position) in (
        select stream_id, position from ssf_set
        where stream_id = $1 and queued_at >= $2 and kind = 'event' and (state = 'refused' or $3 and state = 'delivered')
        order by position limit $4)""";

  /// Has what was queued since then go out again, with the `jti` that it had.
  ///
  /// @param all those too that were taken
  Uni<Integer> replay(UUID stream, Instant since, boolean all, int most) {
    return postgres.pool().preparedQuery(REPLAY).execute(Tuple.of(stream, Rows.utc(since), all, most)).map(rows -> rows.rowCount());
  }

  private static final String FORGET = "delete from ssf_set where queued_at < $1";

  Uni<Void> forget(Duration keptFor) {
    return postgres.pool().preparedQuery(FORGET).execute(Tuple.of(Rows.utc(clock.instant().minus(keptFor)))).replaceWithVoid();
  }
}
