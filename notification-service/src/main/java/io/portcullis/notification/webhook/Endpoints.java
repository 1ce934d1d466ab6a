package io.portcullis.notification.webhook;

import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The table `webhook_endpoint`. Secrets are sealed.
@ApplicationScoped
class Endpoints {

  static final int MOST = 20;
  /// A new secret signs beside the old one for so long: the receiver changes over meanwhile.
  private static final Duration OVERLAP = Duration.ofHours(24);

  private final Postgres postgres;
  private final SealedBox box;
  private final Clock clock;

  Endpoints(Postgres postgres, SealedBox box, Clock clock) {
    this.postgres = postgres;
    this.box = box;
    this.clock = clock;
  }

  private static final String ADD = """
      insert into webhook_endpoint (id, url, types, secret, registered_by, registered_at)
      select $1, $2, $3, $4, $5, $6 where (select count(*) from webhook_endpoint) < $7
      on conflict (url) do nothing""";

  /// @return whether there was room, and the URL was new
  Uni<Boolean> add(UUID id, String url, List<String> types, String secret, String by) {
    return postgres.pool().preparedQuery(ADD).execute(Tuple.from(List.of(id, url, types.toArray(String[]::new), seal(id, secret), by,
        Rows.utc(clock.instant()), MOST))).map(rows -> rows.rowCount() == 1);
  }

  private static final String ALL = """
      select id, url, types, registered_at, failing_since, disabled_at, paused_at from webhook_endpoint order by registered_at, id""";

  Uni<List<Endpoint>> all() {
    return postgres.pool().preparedQuery(ALL).execute().map(rows -> rows.stream().map(Endpoints::endpoint).toList());
  }

  private static final String KNOWS = "select 1 from webhook_endpoint where id = $1";

  Uni<Boolean> knows(UUID id) {
    return changed(KNOWS, Tuple.of(id));
  }

  private static final String SECRETS = """
      select secret, case when earlier_until > $2 then earlier_secret end from webhook_endpoint where id = $1""";

  /// What calls of a receiver are signed with, as `whsec_…`: the current secret, and for a day the one before. None when it was removed.
  Uni<List<String>> secrets(UUID id) {
    return postgres.pool().preparedQuery(SECRETS).execute(Tuple.of(id, Rows.utc(clock.instant())))
        .map(rows -> Rows.first(rows).stream().flatMap(row -> Stream.of(row.getString(0), row.getString(1)))
            .filter(Objects::nonNull).map(sealed -> open(id, sealed)).toList());
  }

  private static final String REMOVE = "delete from webhook_endpoint where id = $1";

  /// With all its deliveries.
  Uni<Boolean> remove(UUID id) {
    return changed(REMOVE, Tuple.of(id));
  }

  private static final String RENEW = """
      update webhook_endpoint set earlier_secret = secret, earlier_until = $3, secret = $2 where id = $1""";

  Uni<Boolean> renew(UUID id, String secret) {
    return changed(RENEW, Tuple.of(id, seal(id, secret), Rows.utc(clock.instant().plus(OVERLAP))));
  }

  private static final String ENABLE = "update webhook_endpoint set disabled_at = null, failing_since = null, paused_at = null where id = $1";

  Uni<Boolean> enable(UUID id) {
    return changed(ENABLE, Tuple.of(id));
  }

  private static final String PAUSE = "update webhook_endpoint set paused_at = coalesce(paused_at, $2) where id = $1";

  Uni<Boolean> pause(UUID id) {
    return changed(PAUSE, Tuple.of(id, Rows.utc(clock.instant())));
  }

  private static final String DISABLE = "update webhook_endpoint set disabled_at = $2 where id = $1 and disabled_at is null";

  /// @return whether it was not disabled before
  Uni<Boolean> disable(UUID id) {
    return changed(DISABLE, Tuple.of(id, Rows.utc(clock.instant())));
  }

  private static final String TOOK = "update webhook_endpoint set failing_since = null where id = $1 and failing_since is not null";

  Uni<Void> took(UUID id) {
    return changed(TOOK, Tuple.of(id)).replaceWithVoid();
  }

  private static final String FAILED = """
      update webhook_endpoint set failing_since = coalesce(failing_since, $2) where id = $1 returning failing_since""";

  /// @return since when it takes nothing; empty when it was removed
  Uni<Optional<Instant>> failed(UUID id) {
    return postgres.pool().preparedQuery(FAILED).execute(Tuple.of(id, Rows.utc(clock.instant())))
        .map(rows -> Rows.first(rows).map(row -> Rows.instant(row, 0)));
  }

  private Uni<Boolean> changed(String sql, Tuple values) {
    return postgres.pool().preparedQuery(sql).execute(values).map(rows -> rows.rowCount() == 1);
  }

  private static Endpoint endpoint(Row row) {
    return new Endpoint(row.getUUID(0), row.getString(1), List.of(row.getArrayOfStrings(2)), Rows.instant(row, 3),
        Rows.maybeInstant(row, 4), Rows.maybeInstant(row, 5), Rows.maybeInstant(row, 6));
  }

  private String seal(UUID id, String secret) {
    return box.seal(secret.getBytes(StandardCharsets.UTF_8), place(id));
  }

  private String open(UUID id, String sealed) {
    return new String(box.open(sealed, place(id)), StandardCharsets.UTF_8);
  }

  private static String place(UUID id) {
    return "webhook-endpoint " + id;
  }
}
