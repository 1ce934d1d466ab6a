package io.portcullis.session.lifecycle;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.SignInBlocked;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.session.place.Place;
import io.portcullis.session.risk.AssessSignIn.Assessment;
import io.portcullis.session.risk.Decision;
import io.portcullis.session.risk.KeptDecisions;
import io.portcullis.session.useragent.DeviceName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps what was decided about a sign-in that opened no session because it was unusual, and tells its owner of one that
/// was blocked.
@ApplicationScoped
class TurnedAway {

  /// Whoever knows the password may try all day; the owner is mailed once in that time.
  private static final Duration ALERT_PAUSE = Duration.ofHours(1);

  private final KeptDecisions decisions;
  private final AccountLock lock;
  private final Outbox outbox;
  private final Ids ids;

  TurnedAway(KeptDecisions decisions, AccountLock lock, Outbox outbox, Ids ids) {
    this.decisions = decisions;
    this.lock = lock;
    this.outbox = outbox;
    this.ids = ids;
  }

  /// A sign-in that was not enough, or too much.
  ///
  /// @param toldAt when the owner was last alerted of one that was blocked
  record Wanting(AccountId account, Assessment assessment, DeviceName device, Optional<String> address,
      Optional<Instant> toldAt, Instant now) {}

  Uni<Void> asked(SqlConnection tx, Wanting signIn) {
    return keep(tx, signIn, Decision.ASKED);
  }

  Uni<Void> blocked(SqlConnection tx, Wanting signIn) {
    boolean toldLately = signIn.toldAt().filter(at -> at.plus(ALERT_PAUSE).isAfter(signIn.now())).isPresent();
    return (toldLately ? done() : alert(tx, signIn))
        .chain(() -> keep(tx, signIn, Decision.BLOCKED));
  }

  private Uni<Void> keep(SqlConnection tx, Wanting signIn, Decision decision) {
    return decisions.keep(
        tx, signIn.account(), decision, signIn.assessment(), signIn.device(), signIn.address(), signIn.now());
  }

  private Uni<Void> alert(SqlConnection tx, Wanting signIn) {
    return outbox.append(tx, new SignInBlocked(ids.nextEvent(), signIn.account(), signIn.now(), signIn.device().name(),
            signIn.address(), signIn.assessment().place().map(Place::name), signIn.assessment().risk().reasons()))
        .chain(() -> lock.blockedTold(tx, signIn.account(), signIn.now()));
  }
}
