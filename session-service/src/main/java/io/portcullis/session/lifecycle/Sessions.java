package io.portcullis.session.lifecycle;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionEvent.RiskReason;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.session.risk.KeptDecisions;
import io.portcullis.session.token.Grant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An account's live sessions, for their owner to look at.
@ApplicationScoped
public class Sessions {

  // Newest first: ids are UUIDv7, so the primary key gives the order and the cursor.
  private static final String PAGE = """
      select s.device_id, coalesce(d.label, d.name) as name, d.kind, s.address, s.created_at, s.refreshed_at, s.idle_at,
        i.reasons, %s
      from session s
        join device d on d.account_id = s.account_id and d.id = s.device_id
        left join sign_in i on i.account_id = s.account_id and i.id = s.id
      where s.account_id = $1 and s.id < $2 and s.ended_at is null and s.idle_at > $3
      order by s.id desc limit $4
      """.formatted(Grants.COLUMNS);

  private final Postgres postgres;
  private final Grants grants;

  Sessions(Postgres postgres, Grants grants) {
    this.postgres = postgres;
    this.grants = grants;
  }

  /// @param grant      what it is worth now
  /// @param lastUsedAt when its tokens were last refreshed
  /// @param expiresAt  when it ends unless it is refreshed
  /// @param unusual    what was unusual about the sign-in that opened it
  record LiveSession(
      SessionId id, DeviceId device, String deviceName, String deviceKind, Optional<String> address, Grant grant,
      Instant createdAt, Instant lastUsedAt, Instant expiresAt, List<RiskReason> unusual) {}

  /// The `limit` newest sessions that are older than `before`.
  Uni<List<LiveSession>> page(AccountId account, SessionId before, int limit, Instant now) {
    return postgres.pool().preparedQuery(PAGE)
        .execute(Tuple.of(account.value(), before.value(), Rows.utc(now), limit))
        .map(rows -> rows.stream().map(row -> session(row, now)).toList());
  }

  private static final String LIVE = """
      select from session s where s.account_id = $1 and s.id = $2 and s.ended_at is null and s.idle_at > $3""";

  /// As PostgreSQL knows it now, which is before any token or topic tells.
  public Uni<Boolean> isLive(AccountId account, SessionId id, Instant now) {
    return isLive(postgres.pool(), account, id, now);
  }

  /// Stays true until the transaction ends for who holds the account's lock, which each ending of sessions takes first.
  public Uni<Boolean> isLive(SqlClient client, AccountId account, SessionId id, Instant now) {
    return client.preparedQuery(LIVE).execute(Tuple.of(account.value(), id.value(), Rows.utc(now)))
        .map(rows -> rows.rowCount() == 1);
  }

  private LiveSession session(Row row, Instant now) {
    return new LiveSession(
        new SessionId(row.getUUID("id")), new DeviceId(row.getUUID("device_id")), row.getString("name"),
        row.getString("kind"), Optional.ofNullable(row.getString("address")), grants.of(row, now),
        Rows.instant(row, "created_at"), Rows.instant(row, "refreshed_at"), Rows.instant(row, "idle_at"), KeptDecisions.reasons(row));
  }
}
