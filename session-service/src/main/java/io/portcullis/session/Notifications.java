package io.portcullis.session;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// What the instances of this service tell each other through PostgreSQL, with the commit of what they tell
/// (LISTEN/NOTIFY). One connection listens for all channels.
@ApplicationScoped
public class Notifications {

  private static final Logger LOG = Logger.getLogger(Notifications.class);
  private static final long SHORTEST_PAUSE = 200;
  private static final long LONGEST_PAUSE = 5_000;

  private final PgSubscriber subscriber;

  Notifications(Vertx vertx,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String role,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    subscriber = PgSubscriber.subscriber(vertx, PgConnectOptions.fromUri(url).setUser(role).setPassword(password))
        .reconnectPolicy(attempt -> Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << Math.min(attempt, 10)));
  }

  /// @param catchUp asked for each time the subscription stands anew, because a NOTIFY sent while nobody listened is
  ///                lost; whoever listens also needs a schedule, for a connection can die without a word
  /// @param heard   is given what was told
  public void listen(String channel, Supplier<Uni<Void>> catchUp, Consumer<String> heard) {
    subscriber.channel(channel)
        .subscribeHandler(_ -> catchUp.get().subscribe().with(
            _ -> {},
            failure -> LOG.warnf("could not catch up with %s, will retry: %s", channel, failure)))
        .handler(heard::accept);
  }

  void start(@Observes StartupEvent event) {
    subscriber.connect();
  }

  void stop(@Observes ShutdownEvent event) {
    subscriber.close();
  }
}
