package io.portcullis.session.lifecycle;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.AssuranceLevelChange;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.token.FactorAge;
import io.portcullis.session.lifecycle.AccountLock.Standing;
import io.portcullis.session.lifecycle.Elevation.Elevated;
import io.portcullis.session.lifecycle.Elevation.Reason;
import io.portcullis.session.lifecycle.Elevation.Refused;
import io.portcullis.session.lifecycle.SessionElevations.LiveSession;
import io.portcullis.session.lifecycle.SessionElevations.Raise;
import io.portcullis.session.token.AccessTokens;
import io.portcullis.session.token.AccessTokens.AccessToken;
import io.portcullis.session.token.Grant;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Raises a session for a while on what a step-up proved just now. Held to all that an opening is held to: fresh
/// evidence, the account's standing; and the session must be live.
@Startup
@ApplicationScoped
class ElevateSession {

  private enum Outcome { ELEVATED, BARRED, STALE_EVIDENCE, ENDED, TOO_WEAK }

  private final Postgres postgres;
  private final AccountLock lock;
  private final SessionElevations elevations;
  private final Grants grants;
  private final Outbox outbox;
  private final AccessTokens accessTokens;
  private final Lifetimes lifetimes;
  private final Outcomes<Outcome> outcomes;
  private final Ids ids;
  private final Clock clock;

  ElevateSession(Postgres postgres, AccountLock lock, SessionElevations elevations, Grants grants, Outbox outbox,
      AccessTokens accessTokens, Lifetimes lifetimes, MeterRegistry metrics, Ids ids, Clock clock) {
    this.postgres = postgres;
    this.lock = lock;
    this.elevations = elevations;
    this.grants = grants;
    this.outbox = outbox;
    this.accessTokens = accessTokens;
    this.lifetimes = lifetimes;
    this.outcomes = new Outcomes<>(metrics, "portcullis.sessions.elevated", Outcome.class);
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Elevation> handle(SessionId id, ElevateRequest request) {
    return Uni.createFrom().deferred(() -> decide(id, request, clock.instant())).invoke(this::count);
  }

  private Uni<Elevation> decide(SessionId id, ElevateRequest request, Instant now) {
    if (!lifetimes.areInTime(request.evidence(), now)) {
      return refused(Reason.STALE_EVIDENCE);
    }
    Proof fresh = Proof.of(request.evidence(), now);
    AccountId account = request.accountId();
    return postgres.withTransaction(tx -> lock.take(tx, account)
        .chain(either(standing -> onStanding(tx, id, request, fresh, standing, now), () -> refused(Reason.ENDED))));
  }

  private Uni<Elevation> onStanding(
      SqlConnection tx, SessionId id, ElevateRequest request, Proof fresh, Standing standing, Instant now) {
    if (standing.barred()) {
      return refused(Reason.BARRED);
    }
    if (fresh.oldest().isBefore(standing.evidenceNotBefore())) {
      return refused(Reason.STALE_EVIDENCE);
    }
    return elevations.lockSession(tx, request.accountId(), id, standing.evidenceNotBefore(), now)
        .chain(either(session -> onSession(tx, id, request, fresh, session, standing, now), () -> refused(Reason.ENDED)));
  }

  private Uni<Elevation> onSession(
      SqlConnection tx, SessionId id, ElevateRequest request, Proof fresh, LiveSession session, Standing standing,
      Instant now) {
    AccountId account = request.accountId();
    Optional<Proof> proof = fresh.onTopOf(session.amr());
    return proof.isEmpty()
        ? refused(Reason.TOO_WEAK)
        : elevations.elevate(tx, account, id, raise(proof.get(), request, session, standing, now))
            .map(row -> grants.of(row, now))
            .call(grant -> outbox.append(tx, new AssuranceLevelChange(
                ids.nextEvent(), account, now, id, session.device(), grant.acr(), grant.factor().settlesAt())))
            .map(this::elevated);
  }

  // A fresh factor may be one that a thief has enrolled from this very session. So it neither lifts the session's
  // restriction, nor makes it phishing-resistant where it rests on what is sent to an address.
  private Raise raise(Proof proof, ElevateRequest request, LiveSession session, Standing standing, Instant now) {
    boolean settled = proof.hasSettledFactor(now);
    boolean climbs = !settled && (session.restricted() || Proof.restsOnMessages(session.amr()));
    String acr = climbs && proof.acr().equals(Proof.PHR) ? Proof.AAL2 : proof.acr();
    FactorAge age = standing.believe(proof.factorAge(request.enrolled(), request.enrolledSettled(), now), proof);
    return new Raise(proof, acr, age, settled, lifetimes.elevatedUntil(now, session.endsAt()),
        StrongFactors.of(request.evidence(), now));
  }

  private Elevation elevated(Grant grant) {
    AccessToken access = accessTokens.issue(grant);
    return new Elevated(access.value(), grant.tokenType(), access.lifetime().toSeconds(), grant.acr(), grant.amr());
  }

  private static Uni<Elevation> refused(Reason reason) {
    return now(new Refused(reason));
  }

  private void count(Elevation elevation) {
    outcomes.count(switch (elevation) {
      case Elevated _ -> Outcome.ELEVATED;
      case Refused(var reason) -> switch (reason) {
        case BARRED -> Outcome.BARRED;
        case STALE_EVIDENCE -> Outcome.STALE_EVIDENCE;
        case ENDED -> Outcome.ENDED;
        case TOO_WEAK -> Outcome.TOO_WEAK;
      };
    });
  }
}
