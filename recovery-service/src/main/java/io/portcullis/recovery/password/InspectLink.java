package io.portcullis.recovery.password;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.account.Accounts;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Tells whether a link still works, without using it up. What a freeze voided is known to auth-service: it is asked, and
/// the link is void here, too, from then on (BACK-6).
@ApplicationScoped
class InspectLink {

  private final ResetLinks links;
  private final Accounts accounts;
  private final Clock clock;

  InspectLink(ResetLinks links, Accounts accounts, Clock clock) {
    this.links = links;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// @param frozen whether it leads to the way back: a new password alone lets nobody in
  record Working(Duration remaining, boolean frozen) {}

  /// For how long the link works still; empty when it does not.
  Uni<Optional<Working>> handle(OpaqueToken token) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return links.live(token, now).chain(found -> found.isEmpty()
          ? now(Optional.empty())
          : remaining(found.get(), now));
    });
  }

  private Uni<Optional<Working>> remaining(LiveLink link, Instant now) {
    return accounts.standing(link.account(), link.issued()).chain(standing -> standing.voided()
        ? links.makeVoid(link.id(), now).replaceWith(Optional.empty())
        : now(Optional.of(new Working(Duration.between(now, link.expiresAt()), standing.frozen()))));
  }
}
