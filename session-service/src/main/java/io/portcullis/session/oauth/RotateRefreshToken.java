package io.portcullis.session.oauth;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.http.AddressLiteral;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.session.lifecycle.Lifetimes;
import io.portcullis.session.lifecycle.Lifetimes.Remember;
import io.portcullis.session.oauth.RefreshFamilies.Family;
import io.portcullis.session.oauth.RefreshFamilies.Refresh;
import io.portcullis.session.oauth.Rotation.Followed;
import io.portcullis.session.oauth.Rotation.Refused;
import io.portcullis.session.oauth.Rotation.Repeated;
import io.portcullis.session.oauth.Rotation.Reused;
import io.portcullis.session.oauth.Rotation.Rotated;
import io.portcullis.session.token.RefreshToken;
import io.portcullis.session.token.RefreshTokens;
import io.portcullis.session.token.RefreshTokens.Successor;
import io.portcullis.session.useragent.ClientMarks;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Exchanges a refresh token for its successor (RFC 6749 §6, rotation as in RFC 9700 §4.14.2), without ever signing
/// out a client whose answer was lost, and without keeping a thief who comes later.
@Startup
@ApplicationScoped
class RotateRefreshToken {

  /// How long a client may repeat a request whose answer it did not get. From the same network, or with its key, it gets
  /// the same successor. From another network it gets another one, and the first is worth nothing from then on: if
  /// the first comes after all, two hold the session, and the family ends.
  ///
  /// Longer forgives worse networks. A thief who presents the token within it, from the same network and with the same
  /// kind of client, shares the session until one of the two refreshes again. The grace is over as soon as a successor
  /// is used; asking again does not prolong it.
  private static final Duration RETRY_GRACE = Duration.ofSeconds(30);

  /// How often a phone may change networks in that time: off the Wi-Fi, back, and off again.
  static final int MOST_CHANGES = 3;

  private enum Outcome { ROTATED, REPEATED, FOLLOWED, REUSED, REFUSED }

  private final RefreshTokens tokens;
  private final RefreshFamilies families;
  private final FollowPhone followPhone;
  private final EndReusedFamily endReusedFamily;
  private final ClientMarks clientMarks;
  private final Lifetimes lifetimes;
  private final Outcomes<Outcome> outcomes;
  private final Clock clock;

  RotateRefreshToken(RefreshTokens tokens, RefreshFamilies families, FollowPhone followPhone,
      EndReusedFamily endReusedFamily, ClientMarks clientMarks, Lifetimes lifetimes, MeterRegistry metrics, Clock clock) {
    this.tokens = tokens;
    this.families = families;
    this.followPhone = followPhone;
    this.endReusedFamily = endReusedFamily;
    this.clientMarks = clientMarks;
    this.lifetimes = lifetimes;
    this.outcomes = new Outcomes<>(metrics, "portcullis.refreshes", Outcome.class);
    this.clock = clock;
  }

  /// Who presents the token.
  ///
  /// @param key that it proved to hold
  record Client(Optional<String> userAgent, String address, Optional<KeyThumbprint> key) {}

  Uni<Rotation> handle(String token, Client client) {
    return Uni.createFrom().deferred(() -> tokens.parse(token)
            .map(presented -> rotate(presented, client, clock.instant()))
            .orElseGet(() -> now(new Refused())))
        .invoke(this::count);
  }

  private Uni<Rotation> rotate(RefreshToken presented, Client client, Instant now) {
    RefreshToken next = tokens.successorOf(presented);
    var refresh = new Refresh(now, clientMarks.of(client.userAgent()), client.address(), client.key(),
        lifetimes.idleAt(Remember.NO, now), lifetimes.idleAt(Remember.YES, now));
    return families.rotate(presented, next, refresh).chain(either(
        moved -> now(new Rotated(moved.grant(), next, moved.keptUntil())),
        () -> look(presented, client, now)));
  }

  private Uni<Rotation> look(RefreshToken presented, Client client, Instant now) {
    return families.find(presented, now).chain(either(
        family -> notCurrent(presented, family, client, now),
        () -> now(new Refused())));
  }

  private Uni<Rotation> notCurrent(RefreshToken presented, Family family, Client client, Instant now) {
    Optional<KeyThumbprint> boundTo = family.grant().boundTo();
    boolean withoutItsKey = boundTo.isPresent() && !boundTo.equals(client.key());
    if (withoutItsKey && family.boundFrom().orElseThrow() <= presented.generation()) {
      // Of no use to whoever took it, and so no reason to sign its owner out.
      return now(new Refused());
    }
    boolean inTime = family.movedAgo().compareTo(RETRY_GRACE) <= 0;
    boolean justReplaced = family.generation() == presented.generation() + 1;
    // Without the key: somebody else bound the family with this token, from before it was bound, or presents it now.
    if (inTime && justReplaced && !withoutItsKey && clientMarks.isSame(family.refreshedBy(), client.userAgent())) {
      Optional<Successor> successor = tokens.successorOf(presented, family.digest(), MOST_CHANGES);
      boolean stayed = boundTo.isPresent() || isSameNetwork(family.address(), client.address());
      if (successor.isPresent() && stayed) {
        return now(new Repeated(family.grant(), successor.get().token(), family.keptUntil()));
      }
      if (successor.isPresent() && successor.get().number() < MOST_CHANGES) {
        return follow(presented, successor.get(), client, now);
      }
    }
    return endReusedFamily.handle(presented).replaceWith(new Reused());
  }

  // Of several at once one finds the successor still current; the others look again. Each look finds a higher number, or
  // that the successor has been used.
  private Uni<Rotation> follow(RefreshToken presented, Successor replaced, Client client, Instant now) {
    return followPhone.handle(presented, replaced, client.address(), now).chain(either(
        followed -> now(followed),
        () -> look(presented, client, now)));
  }

  // A user agent is copied in a moment, a place in the same network is not. IPv6 clients change address within their /64.
  private static boolean isSameNetwork(Optional<String> known, String presented) {
    Optional<ClientNetwork> network = known.flatMap(AddressLiteral::parse).map(ClientNetwork::of);
    return network.isPresent() && network.equals(AddressLiteral.parse(presented).map(ClientNetwork::of));
  }

  private void count(Rotation rotation) {
    outcomes.count(switch (rotation) {
      case Rotated _ -> Outcome.ROTATED;
      case Repeated _ -> Outcome.REPEATED;
      case Followed _ -> Outcome.FOLLOWED;
      case Reused() -> Outcome.REUSED;
      case Refused() -> Outcome.REFUSED;
    });
  }
}
