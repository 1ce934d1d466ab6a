package io.portcullis.notification.sharedsignals;

import io.portcullis.notification.sharedsignals.EventStream.Status;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The table `ssf_stream`, as receivers see and change it. Every statement names the receiver: another one's stream is not there.
@ApplicationScoped
class EventStreams {

  private static final String COLUMNS = "id, requested, description, endpoint_url, status, reason";

  private final Postgres postgres;
  private final SealedBox box;
  private final Clock clock;

  EventStreams(Postgres postgres, SealedBox box, Clock clock) {
    this.postgres = postgres;
    this.box = box;
    this.clock = clock;
  }

  private static final String LOCK_RECEIVER = "select id from ssf_receiver where id = $1 for update";
  private static final String ADD = """
      insert into ssf_stream (id, receiver_id, requested, description, method, endpoint_url, authorization_header, created_at,
        next_try_at)
      select $1, $2, $3, $4, $5, $6, $7, $8, $8 where (select count(*) from ssf_stream where receiver_id = $2) < $9""";

  /// @return whether there was room
  Uni<Boolean> add(UUID receiver, EventStream stream, Optional<String> authorization, int most) {
    return postgres.withTransaction(tx -> tx.preparedQuery(LOCK_RECEIVER).execute(Tuple.of(receiver))
        .chain(() -> changed(tx, ADD, Tuple.tuple().addUUID(stream.id()).addUUID(receiver).addArrayOfString(requested(stream))
            .addString(stream.description().orElse(null)).addString(stream.pushedTo().isPresent() ? "push" : "poll")
            .addString(stream.pushedTo().orElse(null)).addString(sealed(stream.id(), authorization))
            .addOffsetDateTime(now()).addInteger(most))));
  }

  private static final String OF = "select %s from ssf_stream where receiver_id = $1 order by created_at, id".formatted(COLUMNS);

  Uni<List<EventStream>> of(UUID receiver) {
    return postgres.pool().preparedQuery(OF).execute(Tuple.of(receiver)).map(rows -> rows.stream().map(EventStreams::stream).toList());
  }

  private static final String FIND = "select %s from ssf_stream where receiver_id = $1 and id = $2".formatted(COLUMNS);

  Uni<Optional<EventStream>> find(UUID receiver, UUID id) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(receiver, id))
        .map(rows -> Rows.first(rows).map(EventStreams::stream));
  }

  // What failed at the old endpoint is tried at the new one at once.
  private static final String CHANGE = """
      update ssf_stream set requested = $3, description = $4, method = $5, endpoint_url = $6,
        authorization_header = case when $7 then $8 else authorization_header end, failing_since = null, next_try_at = $9
      where receiver_id = $1 and id = $2""";

  /// @param authorization empty leaves it as it is; what it holds takes its place, or removes it
  Uni<Boolean> change(UUID receiver, EventStream stream, Optional<Optional<String>> authorization) {
    return changed(postgres.pool(), CHANGE, Tuple.tuple().addUUID(receiver).addUUID(stream.id()).addArrayOfString(requested(stream))
        .addString(stream.description().orElse(null)).addString(stream.pushedTo().isPresent() ? "push" : "poll")
        .addString(stream.pushedTo().orElse(null)).addBoolean(authorization.isPresent())
        .addString(authorization.map(wanted -> sealed(stream.id(), wanted)).orElse(null)).addOffsetDateTime(now()));
  }

  private static final String REMOVE = "delete from ssf_stream where receiver_id = $1 and id = $2";

  /// With what waits in it.
  Uni<Boolean> remove(UUID receiver, UUID id) {
    return changed(postgres.pool(), REMOVE, Tuple.of(receiver, id));
  }

  private static final String SET_STATUS = """
      update ssf_stream set status = $3, reason = $4, failing_since = null, next_try_at = $5 where receiver_id = $1 and id = $2""";
  // A disabled stream holds nothing (SSF 1.0 §8.1.2.1).
  private static final String DROP = "delete from ssf_set where stream_id = $1 and state = 'waiting' and kind = 'event'";

  Uni<Boolean> setStatus(UUID receiver, UUID id, Status status, Optional<String> reason) {
    return postgres.withTransaction(tx ->
        changed(tx, SET_STATUS, Tuple.of(receiver, id, status.wireName(), reason.orElse(null), now()))
            .call(known -> known && status == Status.DISABLED
                ? tx.preparedQuery(DROP).execute(Tuple.of(id)) : Uni.createFrom().voidItem()));
  }

  private static final String VERIFY = """
      update ssf_stream set verified_at = $3 where receiver_id = $1 and id = $2 and (verified_at is null or verified_at <= $4)""";

  /// @return whether the last verification is `interval` ago; the next one must wait then
  Uni<Boolean> verify(SqlConnection tx, UUID receiver, UUID id, Duration interval) {
    Instant at = clock.instant();
    return changed(tx, VERIFY, Tuple.of(receiver, id, Rows.utc(at), Rows.utc(at.minus(interval))));
  }

  private static final String PAUSE = """
      update ssf_stream set status = 'paused', reason = $2, next_try_at = $3 where id = $1 and status = 'enabled'
      returning (select audience from ssf_receiver where id = receiver_id)""";

  /// By us.
  ///
  /// @return the receiver's audience, if it was not paused before
  Uni<Optional<String>> pause(SqlConnection tx, UUID id, String reason) {
    return tx.preparedQuery(PAUSE).execute(Tuple.of(id, reason, now())).map(rows -> Rows.first(rows).map(row -> row.getString(0)));
  }

  String openAuthorization(UUID id, String sealed) {
    return new String(box.open(sealed, place(id)), StandardCharsets.UTF_8);
  }

  private String sealed(UUID id, Optional<String> authorization) {
    return authorization.map(text -> box.seal(text.getBytes(StandardCharsets.UTF_8), place(id))).orElse(null);
  }

  private static String place(UUID id) {
    return "ssf-stream " + id;
  }

  private OffsetDateTime now() {
    return Rows.utc(clock.instant());
  }

  private static String[] requested(EventStream stream) {
    return stream.requested().map(types -> types.toArray(String[]::new)).orElse(null);
  }

  private static Uni<Boolean> changed(SqlClient client, String sql, Tuple values) {
    return client.preparedQuery(sql).execute(values).map(rows -> rows.rowCount() == 1);
  }

  private static EventStream stream(Row row) {
    return new EventStream(row.getUUID(0), Optional.ofNullable(row.getArrayOfStrings(1)).map(List::of),
        Optional.ofNullable(row.getString(2)), Optional.ofNullable(row.getString(3)),
        Status.valueOf(row.getString(4).toUpperCase(Locale.ROOT)), Optional.ofNullable(row.getString(5)));
  }
}
