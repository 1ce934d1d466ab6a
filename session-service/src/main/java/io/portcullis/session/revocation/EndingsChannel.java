package io.portcullis.session.revocation;

import io.portcullis.contracts.SessionId;
import io.portcullis.session.AccessTokenConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Listens to PostgreSQL for the endings that other instances commit: the way that works while Kafka is away.
///
/// A NOTIFY sent while nobody listened is lost, so every time the subscription stands anew the recent endings are read
/// from the table, and once in a while regardless.
@ApplicationScoped
public class EndingsChannel {

  /// What the store of sessions notifies with the id of the ended session.
  public static final String NAME = "portcullis_session_ended";

  private static final Logger LOG = Logger.getLogger(EndingsChannel.class);
  private static final long SHORTEST_PAUSE = 200;
  private static final long LONGEST_PAUSE = 5_000;

  private final RevokedSessions table;
  private final Revocations revocations;
  private final PgSubscriber subscriber;
  private final Duration memory;
  private final Clock clock;

  EndingsChannel(RevokedSessions table, Revocations revocations, AccessTokenConfig tokens, Clock clock, Vertx vertx,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String role,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.table = table;
    this.revocations = revocations;
    this.memory = tokens.revocationMemory();
    this.clock = clock;
    subscriber = PgSubscriber.subscriber(vertx, PgConnectOptions.fromUri(url).setUser(role).setPassword(password));
  }

  void start(@Observes StartupEvent event) {
    subscriber.reconnectPolicy(attempt -> Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << Math.min(attempt, 10)));
    var channel = subscriber.channel(NAME);
    channel.subscribeHandler(_ -> catchUp().subscribe().with(
        _ -> {},
        failure -> LOG.warnf("recent endings could not be read, will retry: %s", failure)));
    channel.handler(id -> SessionId.parse(id)
        .ifPresent(session -> revocations.add(session, clock.instant().plus(memory))));
    subscriber.connect();
  }

  // Also the retry for a reading that failed, and the net below a connection that died without a word.
  @Scheduled(every = "15s")
  Uni<Void> catchUp() {
    return table.reload();
  }

  void stop(@Observes ShutdownEvent event) {
    subscriber.close();
  }
}
