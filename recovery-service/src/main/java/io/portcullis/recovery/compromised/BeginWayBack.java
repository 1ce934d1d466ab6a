package io.portcullis.recovery.compromised;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.account.Freezes;
import io.portcullis.recovery.account.WayBackService;
import io.portcullis.recovery.account.WayBackService.BegunFactor;
import io.portcullis.recovery.account.WayBackService.CurrentFreeze;
import io.portcullis.recovery.compromised.WayBack.Challenge;
import io.portcullis.recovery.compromised.WayBack.Progress;
import io.portcullis.recovery.compromised.WayBack.Proof;
import io.portcullis.recovery.password.LinkOrigin;
import io.portcullis.recovery.password.SpendLink;
import io.portcullis.recovery.password.SpentLink;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Begins the way back with a link to a proved address. The link is used up by that; where the account is not frozen it stays good.
@ApplicationScoped
class BeginWayBack {

  private static final Duration LIFETIME = Duration.ofHours(1);

  private final SpendLink spendLink;
  private final WayBackService auth;
  private final Freezes freezes;
  private final WayBacks wayBacks;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  BeginWayBack(SpendLink spendLink, @RestClient WayBackService auth, Freezes freezes, WayBacks wayBacks, Ids ids, SecureRandom random,
      Clock clock) {
    this.spendLink = spendLink;
    this.auth = auth;
    this.freezes = freezes;
    this.wayBacks = wayBacks;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  record Begun(OpaqueToken token, WayBack wayBack) {}

  /// Empty when the link is not good, or the account is not frozen.
  Uni<Optional<Begun>> handle(String link) {
    return spendLink.handle(link, spent -> freezes.of(spent.account()).chain(freeze -> freeze.isEmpty()
        ? now(Optional.<Begun>empty()) : begin(spent, freeze.get()).map(Optional::of)));
  }

  // A case that has taken the old factor away stands for it: two persons approved that.
  private Uni<Begun> begin(SpentLink link, CurrentFreeze freeze) {
    UUID id = ids.next();
    return switch (link.origin()) {
      case CASE -> add(id, link, freeze, Optional.empty());
      case REQUEST -> auth.begin(link.account(), new WayBackService.WayBack(id))
          .onFailure().transform(ProblemException::unavailable)
          .chain(factor -> add(id, link, freeze, challenge(factor)));
    };
  }

  private Uni<Begun> add(UUID id, SpentLink link, CurrentFreeze freeze, Optional<Challenge> challenge) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      var token = OpaqueToken.random(WayBacks.TOKEN_PREFIX, random);
      var begun = new WayBack(id, link.account(), freeze.version(), new Proof(link.issued(), link.sentTo()), challenge,
          new Progress(link.origin() == LinkOrigin.CASE, false, false), now.plus(LIFETIME));
      return wayBacks.add(begun, token, now).replaceWith(new Begun(token, begun));
    });
  }

  private static Optional<Challenge> challenge(BegunFactor factor) {
    return factor.challenge().map(id -> new Challenge(id, factor.methods()));
  }
}
