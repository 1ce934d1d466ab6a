package io.portcullis.session.device;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// An account's known devices.
@ApplicationScoped
class Devices {

  private static final String PAGE = """
      select id, name, kind, first_seen_at, last_seen_at,
        id = (select device_id from session where account_id = $1 and id = $4) as current
      from device where account_id = $1 and id < $2 order by id desc limit $3
      """;
  private static final String LOCK = "select 1 from device where account_id = $1 and id = $2 for update";
  private static final String FORGET = "delete from device where account_id = $1 and id = $2";

  private final Postgres postgres;

  Devices(Postgres postgres) {
    this.postgres = postgres;
  }

  @RegisterForReflection
  record Device(DeviceId id, String name, String kind, boolean current, Instant firstSeenAt, Instant lastSeenAt) {}

  /// The `limit` newest devices that are older than `before`; `current` is the one of this session.
  Uni<List<Device>> page(AccountId account, DeviceId before, int limit, SessionId session) {
    return postgres.pool().preparedQuery(PAGE)
        .execute(Tuple.of(account.value(), before.value(), limit, session.value()))
        .map(rows -> rows.stream().map(Devices::device).toList());
  }

  /// Makes a sign-in from this device wait, so that it can't slip in between the ending of its sessions and its
  /// forgetting. False when the account has no such device.
  Uni<Boolean> lock(SqlConnection tx, AccountId account, DeviceId id) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(account.value(), id.value())).map(rows -> rows.size() == 1);
  }

  Uni<Void> forget(SqlConnection tx, AccountId account, DeviceId id) {
    return tx.preparedQuery(FORGET).execute(Tuple.of(account.value(), id.value())).replaceWithVoid();
  }

  private static Device device(Row row) {
    return new Device(new DeviceId(row.getUUID("id")), row.getString("name"), row.getString("kind"),
        Boolean.TRUE.equals(row.getBoolean("current")),
        row.getOffsetDateTime("first_seen_at").toInstant(), row.getOffsetDateTime("last_seen_at").toInstant());
  }
}
