package io.portcullis.session.oauth;

import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.RefreshTokenReused;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.session.lifecycle.EndSessions;
import io.portcullis.session.lifecycle.EndedSession;
import io.portcullis.session.lifecycle.SessionEndings;
import io.portcullis.session.token.RefreshToken;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// Ends the family of a token that came back: one of its two holders is a thief (RFC 9700 §4.14.2), and nobody can see
/// which. The customer gets an alert.
@ApplicationScoped
class EndReusedFamily {

  private final EndSessions endSessions;
  private final SessionEndings endings;
  private final Outbox outbox;
  private final Ids ids;

  EndReusedFamily(EndSessions endSessions, SessionEndings endings, Outbox outbox, Ids ids) {
    this.endSessions = endSessions;
    this.endings = endings;
    this.outbox = outbox;
    this.ids = ids;
  }

  Uni<Void> handle(RefreshToken reused) {
    EndReason reason = EndReason.REFRESH_TOKEN_REUSED;
    return endSessions.handle(reused.account(), reason, (tx, now) ->
        endings.one(tx, reused.account(), reused.session(), reason, now)
            .call(ended -> alert(tx, reused, ended, now))).replaceWithVoid();
  }

  private Uni<Void> alert(SqlConnection tx, RefreshToken reused, List<EndedSession> ended, Instant now) {
    return outbox.append(tx, ended.stream()
        .map(session -> new RefreshTokenReused(
            ids.nextEvent(), reused.account(), now, session.id(), session.device()))
        .toArray(RefreshTokenReused[]::new));
  }
}
