package io.portcullis.session.export;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// An account's devices, live sessions, sign-ins and API keys as JSON. Each column is named: no token, no key, no digest, no score.
@ApplicationScoped
class SessionExport {

  private static final String DATA = """
      select json_strip_nulls(json_build_object(
        'devices', (select coalesce(json_agg(t), '[]') from (
          select coalesce(label, name) as name, kind, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
          from device where account_id = $1 order by id limit 1000) t),
        'sessions', (select coalesce(json_agg(t), '[]') from (
          select s.address, s.created_at as "openedAt", s.refreshed_at as "usedAt", s.expires_at as "expiresAt", s.acr, s.amr
          from session s where s.account_id = $1 and s.ended_at is null and s.idle_at > $2 order by s.id limit 1000) t),
        'signIns', (select coalesce(json_agg(t), '[]') from (
          select at, lower(decision) as decision, device, kind, address, place
          from sign_in where account_id = $1 order by id desc limit 2000) t),
        'countries', (select coalesce(json_agg(t), '[]') from (
          select country, last_seen_at as "lastSeenAt"
          from visited_country where account_id = $1 order by country limit 300) t),
        'apiKeys', (select coalesce(json_agg(t), '[]') from (
          select name, scopes, networks, lower(state) as state, created_at as "createdAt", expires_at as "expiresAt",
            last_used_at as "lastUsedAt", last_address as "lastAddress"
          from api_key where account_id = $1 order by id limit 200) t),
        'locks', (select json_build_object('settingsLockedAt', settings_locked_at, 'settingsOpenAt', settings_open_at,
            'withdrawalsLockedAt', withdrawals_locked_at, 'withdrawalsOpenAt', withdrawals_open_at)
          from account_standing where account_id = $1)))::text""";

  private final Postgres postgres;
  private final Clock clock;

  SessionExport(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @return a JSON object
  Uni<String> of(AccountId account) {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(DATA)
        .execute(Tuple.of(account.value(), Rows.utc(clock.instant())))).map(rows -> Rows.one(rows).getString(0));
  }
}
