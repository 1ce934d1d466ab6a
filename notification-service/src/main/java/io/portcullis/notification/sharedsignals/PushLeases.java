package io.portcullis.notification.sharedsignals;

import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which replica pushes a stream: one at a time, so that a stream keeps its order.
@ApplicationScoped
class PushLeases {

  /// Longer than any try: its holder is dead then, and another replica takes the stream over.
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final Postgres postgres;
  private final Clock clock;
  private final UUID us;

  PushLeases(Postgres postgres, Clock clock, Ids ids) {
    this.postgres = postgres;
    this.clock = clock;
    us = ids.next();
  }

  private static final String CLAIM = """
      update ssf_stream set leased_by = $2, leased_until = $3 where id in (
        select stream.id from ssf_stream stream
        where stream.method = 'push' and stream.next_try_at <= $1 and (stream.leased_until is null or stream.leased_until <= $1)
          and exists (select from ssf_set queued where queued.stream_id = stream.id and queued.state = 'waiting'
            and (stream.status = 'enabled' or queued.kind = 'status'))
        for update of stream skip locked)
      returning id""";

  /// Streams with something to push now. Until the lease ends they are ours alone.
  Uni<List<UUID>> claim() {
    Instant now = clock.instant();
    return postgres.pool().preparedQuery(CLAIM).execute(Tuple.of(Rows.utc(now), us, Rows.utc(now.plus(LEASE))))
        .map(rows -> rows.stream().map(row -> row.getUUID(0)).toList());
  }

  /// Where a stream is pushed to, now.
  ///
  /// @param authorization sealed
  record Target(String url, Optional<String> authorization, boolean failing, boolean paused) {}

  private static final String EXTEND = """
      update ssf_stream set leased_until = $3 where id = $1 and leased_by = $2 and method = 'push'
      returning endpoint_url, authorization_header, failing_since is not null, status = 'paused'""";

  /// Empty when the stream is not ours any more, or is gone.
  Uni<Optional<Target>> extend(UUID stream) {
    return postgres.pool().preparedQuery(EXTEND).execute(Tuple.of(stream, us, Rows.utc(clock.instant().plus(LEASE))))
        .map(rows -> Rows.first(rows).map(row -> new Target(row.getString(0), Optional.ofNullable(row.getString(1)),
            row.getBoolean(2), row.getBoolean(3))));
  }

  private static final String RELEASE = """
      update ssf_stream set leased_by = null, leased_until = null where id = $1 and leased_by = $2""";

  Uni<Void> release(UUID stream) {
    return postgres.pool().preparedQuery(RELEASE).execute(Tuple.of(stream, us)).replaceWithVoid();
  }

  private static final String TOOK = "update ssf_stream set failing_since = null where id = $1 and failing_since is not null";

  Uni<Void> took(UUID stream) {
    return postgres.pool().preparedQuery(TOOK).execute(Tuple.of(stream)).replaceWithVoid();
  }

  private static final String FAILED = """
      update ssf_stream set failing_since = coalesce(failing_since, $2), next_try_at = $3 where id = $1 returning failing_since <= $4""";

  /// @return whether it has taken nothing for `giveUpAfter`
  Uni<Boolean> failed(UUID stream, Duration pause, Duration giveUpAfter) {
    Instant now = clock.instant();
    return postgres.pool().preparedQuery(FAILED)
        .execute(Tuple.of(stream, Rows.utc(now), Rows.utc(now.plus(pause)), Rows.utc(now.minus(giveUpAfter))))
        .map(rows -> Rows.first(rows).map(row -> row.getBoolean(0)).orElse(false));
  }
}
