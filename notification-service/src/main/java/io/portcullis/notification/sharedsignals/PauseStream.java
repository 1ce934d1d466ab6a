package io.portcullis.notification.sharedsignals;

import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Stops a stream whose receiver does not keep up, and tells it so. The receiver enables it again.
@ApplicationScoped
class PauseStream {

  private static final Logger LOG = Logger.getLogger(PauseStream.class);
  /// The one token beyond what may wait.
  private static final int ROOM_FOR_THIS = Integer.MAX_VALUE;

  /// What `reason` says of a stream that we paused.
  enum Reason {
    TOO_MANY_EVENTS_WAIT("too many events wait"),
    NO_EVENT_IS_TAKEN("the endpoint takes no event");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final EventStreams streams;
  private final QueuedSets sets;
  private final TokenClaims claims;
  private final Ids ids;
  private final Postgres postgres;

  PauseStream(EventStreams streams, QueuedSets sets, TokenClaims claims, Ids ids, Postgres postgres) {
    this.streams = streams;
    this.sets = sets;
    this.claims = claims;
    this.ids = ids;
    this.postgres = postgres;
  }

  Uni<Void> handle(UUID stream, Reason reason) {
    return postgres.withTransaction(tx -> handle(tx, stream, reason));
  }

  Uni<Void> handle(SqlConnection tx, UUID stream, Reason reason) {
    return streams.pause(tx, stream, reason.text).chain(audience -> {
      if (audience.isEmpty()) {
        return Uni.createFrom().voidItem();
      }
      LOG.errorf("shared signals: stream %s is paused: %s", stream, reason.text);
      UUID jti = ids.next();
      String told = claims.streamUpdated(jti, audience.get(), stream, EventStream.Status.PAUSED.wireName(), reason.text);
      return sets.add(tx, stream, jti, "status", told, ROOM_FOR_THIS).replaceWithVoid();
    });
  }
}
