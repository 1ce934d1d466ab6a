package io.portcullis.session.apikey;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.session.Notifications;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Listens to PostgreSQL for keys that changed, at whichever instance.
///
/// Every time the subscription stands anew all keys are forgotten, and read again as they are asked for. Once in a while the
/// table is asked for those that changed lately: the net below a connection that died without a word.
@ApplicationScoped
class ApiKeysChannel {

  /// Twice what passes between two looks, and more than clocks differ.
  private static final Duration LATELY = Duration.ofMinutes(3);

  private final Notifications notifications;
  private final HeldKeys held;
  private final Postgres postgres;
  private final Clock clock;

  ApiKeysChannel(Notifications notifications, HeldKeys held, Postgres postgres, Clock clock) {
    this.notifications = notifications;
    this.held = held;
    this.postgres = postgres;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    notifications.listen(ApiKeys.CHANNEL, () -> Uni.createFrom().voidItem().invoke(held::forgetAll), id -> parse(id).ifPresent(held::forget));
  }

  private static Optional<UUID> parse(String id) {
    try {
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  private static final String CHANGED = "select id from api_key where changed_at > $1";

  @Scheduled(every = "15s")
  Uni<Void> catchUp() {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(CHANGED)
        .execute(Tuple.of(Rows.utc(clock.instant().minus(LATELY)))))
        .invoke(rows -> rows.forEach(row -> held.forget(row.getUUID("id"))))
        .replaceWithVoid();
  }
}
