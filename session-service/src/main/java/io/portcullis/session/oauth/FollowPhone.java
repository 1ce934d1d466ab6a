package io.portcullis.session.oauth;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;

import io.portcullis.contracts.SessionEvent.RefreshRepeatedElsewhere;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.oauth.RefreshFamilies.Diverted;
import io.portcullis.session.oauth.Rotation.Followed;
import io.portcullis.session.place.Place;
import io.portcullis.session.place.Places;
import io.portcullis.session.token.RefreshToken;
import io.portcullis.session.token.RefreshTokens;
import io.portcullis.session.token.RefreshTokens.Successor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// Lets a phone go on that lost an answer and changed networks before it asked again: a new successor takes the place of
/// the one that was given out before.
///
/// The one from before may have arrived at its owner, and the repeat be a thief's. It is worth nothing now; when it is
/// presented, the family ends. So there is one leaf at any time, and two holders are found out as RFC 9700 §4.14.2 wants.
@ApplicationScoped
class FollowPhone {

  private final RefreshTokens tokens;
  private final RefreshFamilies families;
  private final Outbox outbox;
  private final Postgres postgres;
  private final Places places;
  private final Ids ids;

  FollowPhone(RefreshTokens tokens, RefreshFamilies families, Outbox outbox, Postgres postgres, Places places, Ids ids) {
    this.tokens = tokens;
    this.families = families;
    this.outbox = outbox;
    this.postgres = postgres;
    this.places = places;
    this.ids = ids;
  }

  /// @return empty when `replaced` is not the family's current token any more
  Uni<Optional<Followed>> handle(RefreshToken presented, Successor replaced, String address, Instant now) {
    RefreshToken next = tokens.successorOf(presented, replaced.number() + 1);
    return postgres.withTransaction(tx -> families.follow(tx, next, replaced.token().digest(), address, now)
            .call(either(diverted -> outbox.append(tx, event(presented, diverted, address, now)), () -> done())))
        .map(diverted -> diverted.map(found -> new Followed(found.family().grant(), next, found.family().keptUntil())));
  }

  private RefreshRepeatedElsewhere event(RefreshToken presented, Diverted diverted, String address, Instant now) {
    return new RefreshRepeatedElsewhere(ids.nextEvent(), presented.account(), now, presented.session(), diverted.device(),
        Optional.of(address), places.of(address).map(Place::name));
  }
}
