package io.portcullis.session.device;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An account's known devices. Events name them by what they called themselves: a label is for their owner's lists, and
/// whoever holds a session must not put words into our alerts. What changes one is called under the account's lock, so that no sign-in slips in between.
@ApplicationScoped
class Devices {

  // A device was last seen where, and when, the newest of its sessions was refreshed; signing in is less often.
  // Trust from before a password reset, or under a longer lifetime, is none.
  private static final String PAGE = """
      select d.id, coalesce(d.label, d.name) as name, d.name as called_itself, d.kind, d.first_seen_at,
        greatest(d.last_seen_at, used.refreshed_at) as last_seen_at, coalesce(used.address, d.last_address) as address,
        case when d.trusted_until > $5 and d.trusted_at >= a.evidence_not_before and d.trusted_at > $6
          then d.trusted_until end as trusted_until,
        d.id = (select device_id from session where account_id = $1 and id = $4) as current
      from device d
        join account_standing a on a.account_id = d.account_id
        left join lateral (
          select s.refreshed_at, s.address from session s
          where s.account_id = d.account_id and s.device_id = d.id order by s.refreshed_at desc limit 1) used on true
      where d.account_id = $1 and d.id < $2 order by d.id desc limit $3
      """;

  private final Postgres postgres;

  Devices(Postgres postgres) {
    this.postgres = postgres;
  }

  /// @param name         what its owner calls it, or else what it called itself
  /// @param calledItself made from the user agent it first came with; nobody can change that
  /// @param address      where it was last seen
  /// @param trustedUntil empty when it asks for a second factor
  record KnownDevice(DeviceId id, String name, String calledItself, String kind, Optional<String> address,
      boolean current, Instant firstSeenAt, Instant lastSeenAt, Optional<Instant> trustedUntil) {}

  /// The `limit` newest devices that are older than `before`; `current` is the one of this session.
  ///
  /// @param trustSince trust from before has ended
  Uni<List<KnownDevice>> page(
      AccountId account, DeviceId before, int limit, SessionId session, Instant now, Instant trustSince) {
    return postgres.pool().preparedQuery(PAGE)
        .execute(Tuple.of(account.value(), before.value(), limit, session.value(), Rows.utc(now), Rows.utc(trustSince)))
        .map(rows -> rows.stream().map(Devices::device).toList());
  }

  private static final String ALL = """
      select id, coalesce(label, name) as name, first_seen_at, last_seen_at from device where account_id = $1 order by id desc""";

  record Seen(DeviceId id, String name, Instant firstSeenAt, Instant lastSeenAt) {}

  /// All of them, the newest first.
  Uni<List<Seen>> all(AccountId account) {
    return postgres.pool().preparedQuery(ALL).execute(Tuple.of(account.value())).map(rows -> rows.stream()
        .map(row -> new Seen(new DeviceId(row.getUUID("id")), row.getString("name"), Rows.instant(row, "first_seen_at"),
            Rows.instant(row, "last_seen_at"))).toList());
  }

  private static final String RENAME = """
      update device set label = $3 where account_id = $1 and id = $2 returning coalesce(label, name) as name""";

  /// The new name; empty when the account has no such device.
  Uni<Optional<String>> rename(SqlConnection tx, AccountId account, DeviceId id, String label) {
    return tx.preparedQuery(RENAME).execute(Tuple.of(account.value(), id.value(), label)).map(Devices::name);
  }

  // On a session that is not remembered the device is not its owner's alone.
  private static final String TRUST = """
      update device d set trusted_at = $4, trusted_until = $5
      where d.account_id = $1 and d.id = $2 and exists (
        select 1 from session s where s.account_id = $1 and s.id = $3 and s.device_id = d.id and s.remembered)
      returning d.name""";

  /// Its name; empty when it is not the device of this session, or that is not remembered.
  Uni<Optional<String>> trust(
      SqlConnection tx, AccountId account, DeviceId id, SessionId session, Instant now, Instant until) {
    return tx.preparedQuery(TRUST)
        .execute(Tuple.of(account.value(), id.value(), session.value(), Rows.utc(now), Rows.utc(until))).map(Devices::name);
  }

  private static final String IS_KNOWN = "select 1 from device where account_id = $1 and id = $2";

  Uni<Boolean> isKnown(SqlConnection tx, AccountId account, DeviceId id) {
    return tx.preparedQuery(IS_KNOWN).execute(Tuple.of(account.value(), id.value())).map(rows -> rows.size() == 1);
  }

  private static final String DISTRUST = """
      update device set trusted_at = null, trusted_until = null
      where account_id = $1 and id = $2 and trusted_until is not null
      returning name""";

  /// Its name; empty when it was not trusted, or the account has no such device.
  Uni<Optional<String>> distrust(SqlConnection tx, AccountId account, DeviceId id) {
    return tx.preparedQuery(DISTRUST).execute(Tuple.of(account.value(), id.value())).map(Devices::name);
  }

  private static final String FORGET = """
      delete from device where account_id = $1 and id = $2 returning name""";

  /// The name it had; empty when the account has no such device.
  Uni<Optional<String>> forget(SqlConnection tx, AccountId account, DeviceId id) {
    return tx.preparedQuery(FORGET).execute(Tuple.of(account.value(), id.value())).map(Devices::name);
  }

  private static Optional<String> name(RowSet<Row> rows) {
    var found = rows.iterator();
    return found.hasNext() ? Optional.of(found.next().getString("name")) : Optional.empty();
  }

  private static KnownDevice device(Row row) {
    return new KnownDevice(new DeviceId(row.getUUID("id")), row.getString("name"), row.getString("called_itself"),
        row.getString("kind"), Optional.ofNullable(row.getString("address")),
        Boolean.TRUE.equals(row.getBoolean("current")), Rows.instant(row, "first_seen_at"),
        Rows.instant(row, "last_seen_at"),
        Rows.maybeInstant(row, "trusted_until"));
  }
}
