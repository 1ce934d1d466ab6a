package io.portcullis.session.oauth;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.RefreshTokenReused;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.http.AddressLiteral;
import io.portcullis.runtime.http.ClientAddress;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.session.oauth.RefreshFamilies.Family;
import io.portcullis.session.oauth.RefreshFamilies.Refresh;
import io.portcullis.session.oauth.Rotation.Refused;
import io.portcullis.session.oauth.Rotation.Repeated;
import io.portcullis.session.oauth.Rotation.Reused;
import io.portcullis.session.oauth.Rotation.Rotated;
import io.portcullis.session.session.EndSessions;
import io.portcullis.session.session.EndedSession;
import io.portcullis.session.session.Lifetimes;
import io.portcullis.session.session.Lifetimes.Remember;
import io.portcullis.session.session.SessionEndings;
import io.portcullis.session.token.RefreshToken;
import io.portcullis.session.token.RefreshTokens;
import io.portcullis.session.useragent.ClientMarks;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Exchanges a refresh token for its successor (RFC 6749 §6, rotation as in RFC 9700 §4.14.2), without ever signing
/// out a client whose answer was lost, and without keeping a thief who comes later.
@ApplicationScoped
class RotateRefreshToken {

  /// How long a client may repeat a request whose answer it did not get, from the same network or with its key. Longer
  /// forgives worse networks; a thief who presents the token within it, from the same network and the same kind of
  /// client, shares the session until one of the two refreshes again.
  ///
  /// It yields one successor, however often the client asks, and is over as soon as that successor is used.
  private static final Duration RETRY_GRACE = Duration.ofSeconds(30);

  private final RefreshTokens tokens;
  private final RefreshFamilies families;
  private final EndSessions endSessions;
  private final SessionEndings endings;
  private final Outbox outbox;
  private final ClientMarks clientMarks;
  private final Lifetimes lifetimes;
  private final MeterRegistry metrics;
  private final Ids ids;
  private final Clock clock;

  RotateRefreshToken(RefreshTokens tokens, RefreshFamilies families, EndSessions endSessions, SessionEndings endings,
      Outbox outbox, ClientMarks clientMarks, Lifetimes lifetimes, MeterRegistry metrics, Ids ids, Clock clock) {
    this.tokens = tokens;
    this.families = families;
    this.endSessions = endSessions;
    this.endings = endings;
    this.outbox = outbox;
    this.clientMarks = clientMarks;
    this.lifetimes = lifetimes;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  /// Who presents the token.
  ///
  /// @param key that it proved to hold
  record Client(Optional<String> userAgent, String address, Optional<KeyThumbprint> key) {}

  Uni<Rotation> handle(String token, Client client) {
    return Uni.createFrom().deferred(() -> tokens.parse(token)
            .map(presented -> rotate(presented, client, clock.instant()))
            .orElseGet(() -> Uni.createFrom().item(new Refused())))
        .invoke(this::count);
  }

  private Uni<Rotation> rotate(RefreshToken presented, Client client, Instant now) {
    RefreshToken next = tokens.successorOf(presented);
    var refresh = new Refresh(now, clientMarks.of(client.userAgent()), client.address(), client.key(),
        lifetimes.idleAt(Remember.NO, now), lifetimes.idleAt(Remember.YES, now));
    return families.rotate(presented, next, refresh).chain(moved -> moved.isPresent()
        ? Uni.createFrom().item(new Rotated(moved.get().grant(), next, moved.get().keptUntil()))
        : families.find(presented, now).chain(family -> family.isPresent()
            ? notCurrent(presented, family.get(), client)
            : Uni.createFrom().item(new Refused())));
  }

  private Uni<Rotation> notCurrent(RefreshToken presented, Family family, Client client) {
    Optional<KeyThumbprint> boundTo = family.grant().boundTo();
    boolean withoutItsKey = boundTo.isPresent() && !boundTo.equals(client.key());
    if (withoutItsKey && family.boundFrom().orElseThrow() <= presented.generation()) {
      // Of no use to whoever took it, and so no reason to sign its owner out.
      return Uni.createFrom().item(new Refused());
    }
    boolean inTime = family.movedAgo().compareTo(RETRY_GRACE) <= 0;
    boolean justReplaced = family.generation() == presented.generation() + 1;
    // Without the key: somebody else bound the family with this token, from before it was bound, or presents it now.
    if (inTime && justReplaced && !withoutItsKey && clientMarks.isSame(family.refreshedBy(), client.userAgent())
        && (boundTo.isPresent() || isSameNetwork(family.address(), client.address()))) {
      Optional<RefreshToken> successor = tokens.successorOf(presented, family.digest());
      if (successor.isPresent()) {
        return Uni.createFrom().item(new Repeated(family.grant(), successor.get(), family.keptUntil()));
      }
    }
    return endFamily(presented).replaceWith(new Reused());
  }

  // A user agent is copied in a moment, a place in the same network is not. IPv6 clients change address within their /64.
  private static boolean isSameNetwork(Optional<String> known, String presented) {
    Optional<String> network = known.flatMap(AddressLiteral::parse).map(ClientAddress::network);
    return network.isPresent() && network.equals(AddressLiteral.parse(presented).map(ClientAddress::network));
  }

  private Uni<List<EndedSession>> endFamily(RefreshToken reused) {
    EndReason reason = EndReason.REFRESH_TOKEN_REUSED;
    return endSessions.handle(reused.account(), reason, (tx, now) ->
        endings.one(tx, reused.account(), reused.session(), reason, now)
            .call(ended -> alert(tx, reused, ended, now)));
  }

  private Uni<Void> alert(SqlConnection tx, RefreshToken reused, List<EndedSession> ended, Instant now) {
    return outbox.append(tx, ended.stream()
        .map(session -> new RefreshTokenReused(
            ids.nextEvent(), reused.account(), now, session.id(), session.device()))
        .toArray(RefreshTokenReused[]::new));
  }

  private void count(Rotation rotation) {
    String outcome = switch (rotation) {
      case Rotated _ -> "rotated";
      case Repeated _ -> "repeated";
      case Reused() -> "reused";
      case Refused() -> "refused";
    };
    metrics.counter("portcullis.refreshes", "outcome", outcome).increment();
  }
}
