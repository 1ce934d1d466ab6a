package io.portcullis.notification.inbox;

import io.portcullis.contracts.AccountId;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Hears from PostgreSQL which account has a new alert, by one connection of this instance. Where that is away, streams learn of
/// alerts by the poll of [AlertStreams].
@ApplicationScoped
class AlertNotices {

  private static final Logger LOG = Logger.getLogger(AlertNotices.class);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final AlertStreams streams;
  private final Pool pool;
  private final Vertx vertx;

  AlertNotices(AlertStreams streams, Pool pool, Vertx vertx) {
    this.streams = streams;
    this.pool = pool;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent started) {
    vertx.getOrCreateContext().runOnContext(_ -> listen());
  }

  private void listen() {
    pool.getConnection().onFailure(this::later).onSuccess(connection -> {
      connection.closeHandler(_ -> later(null));
      PgConnection.cast(connection).notificationHandler(notice -> streams.wake(new AccountId(UUID.fromString(notice.getPayload()))));
      connection.query("listen " + KeptAlerts.CHANNEL).execute()
          .onSuccess(_ -> streams.wakeAll())
          .onFailure(_ -> connection.close());
    });
  }

  private void later(Throwable why) {
    if (why != null) {
      LOG.debugf("no notices of alerts: %s", why);
    }
    vertx.setTimer(AGAIN.toMillis(), _ -> listen());
  }
}
