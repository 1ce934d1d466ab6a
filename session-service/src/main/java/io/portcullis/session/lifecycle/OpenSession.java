package io.portcullis.session.lifecycle;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.DeviceAction;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Postgres.Ending;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.token.FactorAge;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.session.lifecycle.AccountLock.Standing;
import io.portcullis.session.lifecycle.Lifetimes.Remember;
import io.portcullis.session.lifecycle.NewSession.NewDevice;
import io.portcullis.session.lifecycle.Opening.MoreProof;
import io.portcullis.session.lifecycle.Opening.MoreProofReason;
import io.portcullis.session.lifecycle.Opening.Opened;
import io.portcullis.session.lifecycle.Opening.RefusalReason;
import io.portcullis.session.lifecycle.Opening.Refused;
import io.portcullis.session.lifecycle.SessionOpenings.OpenedSession;
import io.portcullis.session.lifecycle.TurnedAway.Wanting;
import io.portcullis.session.place.Place;
import io.portcullis.session.risk.AssessSignIn;
import io.portcullis.session.risk.AssessSignIn.Assessment;
import io.portcullis.session.risk.AssessSignIn.Claimed;
import io.portcullis.session.risk.AssessSignIn.Judgement;
import io.portcullis.session.risk.Risk.Level;
import io.portcullis.session.risk.Signals;
import io.portcullis.session.risk.TrustPolicy;
import io.portcullis.session.token.AccessTokens;
import io.portcullis.session.token.AccessTokens.AccessToken;
import io.portcullis.session.token.Grant;
import io.portcullis.session.token.Grant.Scope;
import io.portcullis.session.token.RefreshTokens;
import io.portcullis.session.useragent.ClientMarks;
import io.portcullis.session.useragent.DeviceName;
import io.portcullis.session.useragent.DeviceNames;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides what the evidence of a sign-in is enough for, and opens the session if it is enough.
///
/// What it decides on is read under the account's lock, and the decision is written under it.
@Startup
@ApplicationScoped
class OpenSession {

  static final String DEVICE_TOKEN = "pdt";

  private enum Outcome { OPENED, UNUSUAL, MORE_PROOF, BARRED, STALE_EVIDENCE, TOO_RISKY }

  private final Postgres postgres;
  private final AccountLock lock;
  private final AssessSignIn assessSignIn;
  private final TurnedAway turnedAway;
  private final TrustPolicy trustPolicy;
  private final SessionOpenings openings;
  private final EndSessions endSessions;
  private final Outbox outbox;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final DeviceNames deviceNames;
  private final ClientMarks clientMarks;
  private final Lifetimes lifetimes;
  private final Outcomes<Outcome> outcomes;
  private final SecureRandom random;
  private final Ids ids;
  private final Clock clock;

  OpenSession(Postgres postgres, AccountLock lock, AssessSignIn assessSignIn, TurnedAway turnedAway,
      TrustPolicy trustPolicy, SessionOpenings openings, EndSessions endSessions, Outbox outbox,
      RefreshTokens refreshTokens, AccessTokens accessTokens, DeviceNames deviceNames, ClientMarks clientMarks,
      Lifetimes lifetimes, MeterRegistry metrics, SecureRandom random, Ids ids, Clock clock) {
    this.postgres = postgres;
    this.lock = lock;
    this.assessSignIn = assessSignIn;
    this.turnedAway = turnedAway;
    this.trustPolicy = trustPolicy;
    this.openings = openings;
    this.endSessions = endSessions;
    this.outbox = outbox;
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.deviceNames = deviceNames;
    this.clientMarks = clientMarks;
    this.lifetimes = lifetimes;
    this.outcomes = new Outcomes<>(metrics, "portcullis.sessions.opened", Outcome.class);
    this.random = random;
    this.ids = ids;
    this.clock = clock;
  }

  /// One sign-in as its evidence came in.
  ///
  /// @param presented the device token that the client showed; not yet known to be one of this account's
  /// @param name      what the device calls itself
  private record Claim(
      OpenSessionRequest request, Proof proof, Optional<OpaqueToken> presented, DeviceName name, Instant now) {}

  Uni<Opening> handle(OpenSessionRequest request) {
    return Uni.createFrom().deferred(() -> decide(request, clock.instant())).invoke(this::count);
  }

  private Uni<Opening> decide(OpenSessionRequest request, Instant now) {
    Proof proof = Proof.of(request.evidence(), now);
    if (!lifetimes.areInTime(request.evidence(), now)) {
      return refused(RefusalReason.STALE_EVIDENCE);
    }
    if (!proof.hasPassword() && !proof.isPasswordless()) {
      return now(new MoreProof(List.of("password"), MoreProofReason.PASSWORD_MISSING));
    }
    Optional<OpaqueToken> presented = request.deviceToken().flatMap(token -> OpaqueToken.parse(DEVICE_TOKEN, token));
    // Before the lock: a user agent that nobody has seen yet takes a worker some milliseconds.
    return deviceNames.of(request.userAgent())
        .map(name -> new Claim(request, proof, presented, name, now))
        .chain(claim -> postgres.withTransaction(tx -> read(tx, claim), (tx, known) -> decide(tx, claim, known))
            .invoke(decided -> endSessions.remember(decided.ended(), now))
            // Signed after the commit: no other sign-in of the account waits for a curve.
            .map(decided -> decided.opening().get()));
  }

  /// @param ended what had to make room
  private record Decided(Supplier<Opening> opening, List<EndedSession> ended) {}

  private static Uni<Ending<Decided>> without(Opening session) {
    return now(new Ending<>(new Decided(() -> session, List.of()), List.of()));
  }

  private static Uni<Opening> refused(RefusalReason reason) {
    return now(new Refused(reason));
  }

  /// What a sign-in is decided on, as it is under the account's lock.
  private record Known(Optional<Standing> standing, Judgement judgement) {}

  // Sent together. The second statement begins, and takes its snapshot, when the first one has got the lock.
  private Uni<Known> read(SqlConnection tx, Claim claim) {
    return Uni.combine().all().unis(lock.take(tx, claim.request().accountId()), assessSignIn.handle(tx, claimed(claim)))
        .with(Known::new);
  }

  private static Claimed claimed(Claim claim) {
    OpenSessionRequest request = claim.request();
    return new Claimed(request.accountId(), claim.presented().map(OpaqueToken::digest), request.address(),
        request.signals().orElse(Signals.NONE), claim.now());
  }

  private Uni<Ending<Decided>> decide(SqlConnection tx, Claim claim, Known known) {
    return known.standing().isPresent()
        ? decide(tx, claim, known.standing().get(), known.judgement())
        // There was nothing to lock: another first sign-in may have come in between, so all is read again.
        : lock.make(tx, claim.request().accountId(), claim.now()).chain(standing ->
            assessSignIn.handle(tx, claimed(claim)).chain(judgement -> decide(tx, claim, standing, judgement)));
  }

  private Uni<Ending<Decided>> decide(SqlConnection tx, Claim claim, Standing standing, Judgement judgement) {
    if (standing.barred()) {
      return without(new Refused(RefusalReason.BARRED));
    }
    if (claim.proof().oldest().isBefore(standing.evidenceNotBefore())) {
      return without(new Refused(RefusalReason.STALE_EVIDENCE));
    }
    return decide(tx, claim, standing, judgement.given(standing.last()));
  }

  private Uni<Ending<Decided>> decide(SqlConnection tx, Claim claim, Standing standing, Assessment assessment) {
    OpenSessionRequest request = claim.request();
    boolean trusted = assessment.device()
        .filter(device -> trustPolicy.holds(device, trustNotBefore(request, standing), claim.now())).isPresent();
    Demand demand = Demand.of(claim.proof(), request.enrolled(), trusted, assessment.risk().level(), request.missingFactor());
    var wanting = new Wanting(
        request.accountId(), assessment, claim.name(), request.address(), standing.blockedToldAt(), claim.now());
    return switch (demand) {
      case Demand.Nothing() -> open(tx, session(claim, standing, assessment), claim.presented(), standing.settingsLock());
      case Demand.MoreThanUsual(var methods) -> turnedAway.asked(tx, wanting)
          .chain(() -> without(new MoreProof(methods, MoreProofReason.UNUSUAL_SIGN_IN)));
      case Demand.SecondFactor(var methods) -> keepIfUnusual(tx, wanting)
          .chain(() -> without(new MoreProof(methods, MoreProofReason.SECOND_FACTOR_ENROLLED)));
      case Demand.Impossible() -> turnedAway.blocked(tx, wanting)
          .chain(() -> without(new Refused(RefusalReason.TOO_RISKY)));
    };
  }

  // Asked for anyway; yet its owner wants to read that somebody elsewhere has the password.
  private Uni<Void> keepIfUnusual(SqlConnection tx, Wanting signIn) {
    return signIn.assessment().risk().level() == Level.USUAL ? done() : turnedAway.asked(tx, signIn);
  }

  // What was trusted is the second factor that was shown then, beside the password of then.
  private static Instant trustNotBefore(OpenSessionRequest request, Standing standing) {
    return request.enrolledChangedAt().filter(changed -> changed.isAfter(standing.evidenceNotBefore()))
        .orElse(standing.evidenceNotBefore());
  }

  private NewSession session(Claim claim, Standing standing, Assessment assessment) {
    OpenSessionRequest request = claim.request();
    Instant now = claim.now();
    Remember remember = request.rememberMe() ? Remember.YES : Remember.NO;
    SessionId id = new SessionId(ids.next());
    return new NewSession(request.accountId(), id, claim.proof(),
        standing.believe(factorAge(claim), claim.proof()),
        isRestricted(claim), remember,
        refreshTokens.first(request.accountId(), id),
        clientMarks.of(request.userAgent()),
        // Never the presented token: one that somebody planted must not become this account's device.
        new NewDevice(new DeviceId(ids.next()), OpaqueToken.random(DEVICE_TOKEN, random), claim.name()),
        request.address(), request.dpopKey().map(KeyThumbprint::new), now,
        lifetimes.idleAt(remember, now), lifetimes.expiresAt(remember, now), assessment, trustedUntil(claim, standing.settingsLock()));
  }

  // A factor that is withheld for now is one all the same, and may be settled.
  private static FactorAge factorAge(Claim claim) {
    OpenSessionRequest request = claim.request();
    return request.isFactorWithheld()
        ? claim.proof().factorAge(Optional.empty(), Optional.empty(), claim.now())
        : claim.proof().factorAge(Optional.of(request.enrolled()), request.enrolledSettled(), claim.now());
  }

  // What an address proves it proves once: one that has reset the password is no second factor for a while. Until it is
  // one again, the password that it gave opens no more than a restricted session.
  private static boolean isRestricted(Claim claim) {
    return claim.proof().isRestricted() || claim.request().isFactorWithheld() && !claim.proof().hasSecondFactor();
  }

  // Not on a computer that is shared, which is what not being remembered means.
  private Optional<Instant> trustedUntil(Claim claim, KeptSettingsLock lock) {
    // Trust spares a second factor from then on: a setting like others, and locked with them.
    boolean earned = claim.proof().hasSecondFactor() && claim.request().rememberMe() && lock.at(claim.now()).isEmpty();
    return claim.request().trustDevice().orElse(false) && earned ? trustPolicy.until(claim.now()) : Optional.empty();
  }

  private Uni<Ending<Decided>> open(
      SqlConnection tx, NewSession session, Optional<OpaqueToken> presented, KeptSettingsLock lock) {
    return openings.open(tx, session).chain(opened -> {
      var decided = new Decided(() -> tokens(session, presented, opened, lock), opened.ended());
      List<SecurityEvent> events = events(session, opened);
      return opened.ended().isEmpty()
          ? now(new Ending<>(decided, events))
          // In their order: that a session is there comes before that others had to make room.
          : outbox.append(tx, events.toArray(SecurityEvent[]::new))
              .chain(() -> endSessions.announce(tx, session.account(), EndReason.SESSION_LIMIT, opened.ended(), session.now()))
              .replaceWith(new Ending<>(decided, List.of()));
    });
  }

  private List<SecurityEvent> events(NewSession session, OpenedSession opened) {
    // What it calls itself this time: a token that was copied must not hide behind the device it was taken from.
    String name = session.device().name().name();
    var established = new SessionEstablished(
        ids.nextEvent(), session.account(), session.now(), session.id(), opened.device(), name,
        session.address(), session.proof().acr(), opened.isNew() ? DeviceRecognition.NEW : DeviceRecognition.KNOWN,
        session.assessment().place().map(Place::name), session.assessment().risk().reasons(),
        session.factor().settlesAt());
    return session.trustedUntil().isEmpty()
        ? List.of(established)
        : List.of(established, new DeviceChange(
            ids.nextEvent(), session.account(), session.now(), opened.device(), name, DeviceAction.TRUSTED));
  }

  private Opening tokens(
      NewSession session, Optional<OpaqueToken> presented, OpenedSession device, KeptSettingsLock lock) {
    Proof proof = session.proof();
    var grant = new Grant(session.account(), session.id(), proof.acr(), proof.amr(),
        proof.newest(), session.factor(), session.restricted() ? Scope.RESTRICTED : Scope.ACCOUNT,
        session.expiresAt(), session.boundTo(), lock.at(session.now()));
    AccessToken access = accessTokens.issue(grant);
    OpaqueToken deviceToken = device.isNew() ? session.device().token() : presented.orElseThrow();
    return new Opened(session.id(), access.value(), access.lifetime().toSeconds(), session.refreshToken().reveal(),
        deviceToken.reveal(), proof.acr(), proof.amr(), device.isNew(), session.restricted(), session.trustedUntil(),
        grant.tokenType(), session.keptFor().map(Duration::toSeconds));
  }

  private void count(Opening opening) {
    outcomes.count(switch (opening) {
      case Opened _ -> Outcome.OPENED;
      case MoreProof(_, var reason) -> switch (reason) {
        case UNUSUAL_SIGN_IN -> Outcome.UNUSUAL;
        case PASSWORD_MISSING, SECOND_FACTOR_ENROLLED -> Outcome.MORE_PROOF;
      };
      case Refused(var reason) -> switch (reason) {
        case BARRED -> Outcome.BARRED;
        case STALE_EVIDENCE -> Outcome.STALE_EVIDENCE;
        case TOO_RISKY -> Outcome.TOO_RISKY;
      };
    });
  }
}
