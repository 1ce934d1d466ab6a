package io.portcullis.session.oauth;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.session.lifecycle.Grants;
import io.portcullis.session.token.Grant;
import io.portcullis.session.token.RefreshToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Sessions as families of refresh tokens: one row, one current token.
@ApplicationScoped
class RefreshFamilies {

  // Of all who present the current token at once, one finds it current. A family that a freeze or reset forbids does
  // not move even if its ending has not been committed yet. A family that is bound to a key moves for that key alone;
  // one that is not is bound by the first that is shown, and never unbound. An elevation that was once seen to be over
  // stays over, whatever our clock does next. When it moved is told by PostgreSQL, here and below: a retry may come to
  // an instance whose clock is ahead, and must not look late there.
  private static final String ROTATE = """
      update session s set
        generation = s.generation + 1, refresh_digest = $5, refreshed_at = clock_timestamp(), refreshed_by = $7, address = $8,
        idle_at = least(case when s.remembered then $9::timestamptz else $10::timestamptz end, s.expires_at),
        dpop_key = coalesce(s.dpop_key, $11),
        dpop_generation = case when s.dpop_key is null and $11 is not null then s.generation + 1 else s.dpop_generation end,
        elevated_until = case when s.elevated_until > $6 then s.elevated_until end
      where s.account_id = $1 and s.id = $2 and s.generation = $3 and s.refresh_digest = $4
        and (s.dpop_key is null or s.dpop_key = $11)
        and s.ended_at is null and s.idle_at > $6
        and not exists (select 1 from account_standing a
          where a.account_id = $1 and (a.barred or a.evidence_not_before > s.evidence_at))
      returning s.remembered, %s
      """.formatted(Grants.COLUMNS);

  private static final String FIND = """
      select s.generation, s.refresh_digest, s.refreshed_by, s.address, s.idle_at, s.dpop_generation, s.remembered,
        extract(epoch from clock_timestamp() - s.refreshed_at)::double precision as seconds_ago, %s
      from session s where s.account_id = $1 and s.id = $2
        and s.ended_at is null and s.idle_at > $3
        and not exists (select 1 from account_standing a
          where a.account_id = $1 and (a.barred or a.evidence_not_before > s.evidence_at))
      """.formatted(Grants.COLUMNS);

  // Whose answer went astray, and who has it, can't be seen. So there is one leaf still: the new one. A step-up does not
  // follow: it was proved in the network of before. A key would have made all this unnecessary.
  private static final String FOLLOW = """
      update session s set refresh_digest = $5, address = $6, elevated_until = null,
        key_shown_at = null, app_shown_at = null
      where s.account_id = $1 and s.id = $2 and s.generation = $3 and s.refresh_digest = $4 and s.dpop_key is null
        and s.ended_at is null and s.idle_at > $7
        and not exists (select 1 from account_standing a
          where a.account_id = $1 and (a.barred or a.evidence_not_before > s.evidence_at))
      returning s.remembered,
        coalesce((select d.name from device d where d.account_id = s.account_id and d.id = s.device_id), '') as device, %s
      """.formatted(Grants.COLUMNS);

  private final Postgres postgres;
  private final Grants grants;

  RefreshFamilies(Postgres postgres, Grants grants) {
    this.postgres = postgres;
    this.grants = grants;
  }

  /// What a rotation writes beside the new token.
  ///
  /// @param key              that the client proved to hold
  /// @param idleAt           when the session becomes idle unless it is remembered
  /// @param rememberedIdleAt when it does if it is
  record Refresh(Instant at, byte[] clientMark, String address, Optional<KeyThumbprint> key, Instant idleAt,
      Instant rememberedIdleAt) {}

  /// A family that has moved on.
  ///
  /// @param keptUntil its end, where the customer asked for being remembered
  record Moved(Grant grant, Optional<Instant> keptUntil) {}

  /// A live family as it is now.
  ///
  /// @param digest      of its current token
  /// @param movedAgo    how long it has had that token
  /// @param refreshedBy the mark of the client that was given it
  /// @param address     where that client asked from
  /// @param keptUntil   its end, where the customer asked for being remembered
  /// @param boundFrom   the first generation that is of no use without the key of the grant; empty when none is bound
  record Family(
      int generation, byte[] digest, Duration movedAgo, byte[] refreshedBy, Optional<String> address, Instant idleAt,
      Optional<Instant> keptUntil, Optional<Integer> boundFrom, Grant grant) {}

  /// Puts `next` in the place of `presented`. Empty when `presented` is not the current token of a live family.
  Uni<Optional<Moved>> rotate(RefreshToken presented, RefreshToken next, Refresh refresh) {
    return postgres.pool().preparedQuery(ROTATE).execute(Tuple.from(Arrays.asList(
            presented.account().value(), presented.session().value(), presented.generation(),
            Buffer.buffer(presented.digest()), Buffer.buffer(next.digest()), Rows.utc(refresh.at()),
            Buffer.buffer(refresh.clientMark()), refresh.address(), Rows.utc(refresh.rememberedIdleAt()), Rows.utc(refresh.idleAt()),
            refresh.key().map(KeyThumbprint::value).orElse(null))))
        .map(rows -> Rows.first(rows)
            .map(row -> new Moved(grants.of(row, refresh.at()), keptUntil(row))));
  }

  /// A family whose current token has been replaced before it was used.
  ///
  /// @param device display name
  record Diverted(Moved family, String device) {}

  /// Puts `next` in the place of the current token, whose digest is `current`, for a client at `address`. Empty when that
  /// is not the family's current token any more.
  Uni<Optional<Diverted>> follow(SqlConnection tx, RefreshToken next, byte[] current, String address, Instant now) {
    return tx.preparedQuery(FOLLOW).execute(Tuple.from(Arrays.asList(next.account().value(), next.session().value(),
            next.generation(), Buffer.buffer(current), Buffer.buffer(next.digest()), address, Rows.utc(now))))
        .map(rows -> Rows.first(rows).map(row ->
            new Diverted(new Moved(grants.of(row, now), keptUntil(row)), row.getString("device"))));
  }

  /// The live family that `token` was once part of.
  Uni<Optional<Family>> find(RefreshToken token, Instant now) {
    return postgres.pool().preparedQuery(FIND)
        .execute(Tuple.of(token.account().value(), token.session().value(), Rows.utc(now)))
        .map(rows -> Rows.first(rows).map(row -> new Family(
            row.getInteger("generation"), row.getBuffer("refresh_digest").getBytes(), ago(row),
            row.getBuffer("refreshed_by").getBytes(), Optional.ofNullable(row.getString("address")), Rows.instant(row, "idle_at"),
            keptUntil(row), Optional.ofNullable(row.getInteger("dpop_generation")), grants.of(row, now))));
  }

  private static Optional<Instant> keptUntil(Row row) {
    return row.getBoolean("remembered") ? Optional.of(Rows.instant(row, "expires_at")) : Optional.empty();
  }

  private static Duration ago(Row row) {
    return Duration.ofMillis((long) (row.getDouble("seconds_ago") * 1_000));
  }
}
