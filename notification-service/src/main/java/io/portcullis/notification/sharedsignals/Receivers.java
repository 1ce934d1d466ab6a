package io.portcullis.notification.sharedsignals;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `ssf_receiver`. Of a token, its digest is kept.
@ApplicationScoped
class Receivers {

  static final int MOST = 20;
  private static final String COLUMNS = "id, name, audience, push_host, registered_at";

  private final Postgres postgres;

  Receivers(Postgres postgres) {
    this.postgres = postgres;
  }

  private static final String ADD = """
      insert into ssf_receiver (id, name, audience, push_host, token_digest, registered_by, registered_at)
      select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from ssf_receiver) < $8
      on conflict (name) do nothing""";

  /// @return whether there was room, and the name was new
  Uni<Boolean> add(Receiver receiver, byte[] digest, String by) {
    return changed(ADD, Tuple.tuple().addUUID(receiver.id()).addString(receiver.name()).addString(receiver.audience())
        .addString(receiver.pushHost().orElse(null)).addValue(Buffer.buffer(digest)).addString(by)
        .addOffsetDateTime(Rows.utc(receiver.registeredAt())).addInteger(MOST));
  }

  private static final String ALL = "select %s from ssf_receiver order by registered_at, id".formatted(COLUMNS);

  Uni<List<Receiver>> all() {
    return postgres.pool().preparedQuery(ALL).execute().map(rows -> rows.stream().map(Receivers::receiver).toList());
  }

  private static final String BY_TOKEN = "select %s from ssf_receiver where token_digest = $1".formatted(COLUMNS);

  Uni<Optional<Receiver>> byToken(byte[] digest) {
    return postgres.pool().preparedQuery(BY_TOKEN).execute(Tuple.of(Buffer.buffer(digest)))
        .map(rows -> Rows.first(rows).map(Receivers::receiver));
  }

  private static final String REMOVE = "delete from ssf_receiver where id = $1";

  /// With its streams and what waits in them.
  Uni<Boolean> remove(UUID id) {
    return changed(REMOVE, Tuple.of(id));
  }

  private static final String RENEW = "update ssf_receiver set token_digest = $2 where id = $1";

  Uni<Boolean> renew(UUID id, byte[] digest) {
    return changed(RENEW, Tuple.of(id, Buffer.buffer(digest)));
  }

  private Uni<Boolean> changed(String sql, Tuple values) {
    return postgres.pool().preparedQuery(sql).execute(values).map(rows -> rows.rowCount() == 1);
  }

  private static Receiver receiver(Row row) {
    return new Receiver(row.getUUID(0), row.getString(1), row.getString(2), Optional.ofNullable(row.getString(3)), Rows.instant(row, 4));
  }
}
