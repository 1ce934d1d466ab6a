package io.portcullis.session.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.session.session.Lifetimes.Remember;
import io.portcullis.session.session.NewSession.NewDevice;
import io.portcullis.session.session.Opening.MoreProof;
import io.portcullis.session.session.Opening.MoreProofReason;
import io.portcullis.session.session.Opening.Opened;
import io.portcullis.session.session.Opening.RefusalReason;
import io.portcullis.session.session.Opening.Refused;
import io.portcullis.session.session.SessionOpenings.Outcome;
import io.portcullis.session.token.AccessTokens;
import io.portcullis.session.token.AccessTokens.AccessToken;
import io.portcullis.session.token.Grant;
import io.portcullis.session.token.Grant.Scope;
import io.portcullis.session.token.RefreshTokens;
import io.portcullis.session.useragent.ClientMarks;
import io.portcullis.session.useragent.DeviceName;
import io.portcullis.session.useragent.DeviceNames;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Decides what the evidence of a sign-in is enough for, and opens the session if it is enough.
@ApplicationScoped
class OpenSession {

  static final String DEVICE_TOKEN = "pdt";
  private static final String RECOVERY_CODE = "recovery-code";
  private final Postgres postgres;
  private final SessionOpenings openings;
  private final Outbox outbox;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final DeviceNames deviceNames;
  private final ClientMarks clientMarks;
  private final Lifetimes lifetimes;
  private final MeterRegistry metrics;
  private final SecureRandom random;
  private final Ids ids;
  private final Clock clock;

  OpenSession(Postgres postgres, SessionOpenings openings, Outbox outbox, RefreshTokens refreshTokens,
      AccessTokens accessTokens, DeviceNames deviceNames, ClientMarks clientMarks, Lifetimes lifetimes,
      MeterRegistry metrics, SecureRandom random, Ids ids, Clock clock) {
    this.postgres = postgres;
    this.openings = openings;
    this.outbox = outbox;
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.deviceNames = deviceNames;
    this.clientMarks = clientMarks;
    this.lifetimes = lifetimes;
    this.metrics = metrics;
    this.random = random;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Opening> handle(OpenSessionRequest request) {
    return Uni.createFrom().deferred(() -> decide(request, clock.instant())).invoke(this::count);
  }

  private Uni<Opening> decide(OpenSessionRequest request, Instant now) {
    Proof proof = Proof.of(request.evidence(), now);
    if (!lifetimes.areInTime(request.evidence(), now)) {
      return Uni.createFrom().item(new Refused(RefusalReason.STALE_EVIDENCE));
    }
    if (!proof.hasPassword() && !proof.isPasswordless()) {
      return Uni.createFrom().item(new MoreProof(List.of("password"), MoreProofReason.PASSWORD_MISSING));
    }
    if (!proof.hasTwoFactors() && hasSecondFactor(request.enrolled())) {
      // No look at the account's standing yet: what counts is its standing when the session is opened.
      return Uni.createFrom().item(
          new MoreProof(strongestFirst(request.enrolled()), MoreProofReason.SECOND_FACTOR_ENROLLED));
    }
    return deviceNames.of(request.userAgent()).chain(name -> open(prepare(request, proof, name, now)));
  }

  // A recovery code stands in for a factor; alone it is none.
  private static boolean hasSecondFactor(List<String> enrolled) {
    return enrolled.stream().anyMatch(method -> !method.equals(RECOVERY_CODE));
  }

  private static List<String> strongestFirst(List<String> enrolled) {
    // Stable: mfa-service's order of strength stays, only recovery codes move to the end.
    return enrolled.stream().sorted((a, b) -> Boolean.compare(a.equals(RECOVERY_CODE), b.equals(RECOVERY_CODE))).toList();
  }

  private NewSession prepare(OpenSessionRequest request, Proof proof, DeviceName name, Instant now) {
    Remember remember = request.rememberMe() ? Remember.YES : Remember.NO;
    SessionId id = new SessionId(ids.next());
    return new NewSession(request.accountId(), id, proof, remember,
        refreshTokens.first(request.accountId(), id),
        clientMarks.of(request.userAgent()),
        request.deviceToken().flatMap(token -> OpaqueToken.parse(DEVICE_TOKEN, token)),
        // Never the presented token: one that somebody planted must not become this account's device.
        new NewDevice(new DeviceId(ids.next()), OpaqueToken.random(DEVICE_TOKEN, random), name),
        request.address(), request.dpopKey().map(KeyThumbprint::new), now, lifetimes.idleAt(remember, now), lifetimes.expiresAt(remember, now));
  }

  private Uni<Opening> open(NewSession session) {
    return postgres.withTransaction(tx -> openings.open(tx, session).call(outcome -> announce(tx, session, outcome)))
        .map(outcome -> switch (outcome) {
          case Outcome.Opened opened -> tokens(session, opened);
          case Outcome.Barred() -> new Refused(RefusalReason.BARRED);
          case Outcome.Stale() -> new Refused(RefusalReason.STALE_EVIDENCE);
        });
  }

  private Uni<Void> announce(SqlConnection tx, NewSession session, Outcome outcome) {
    return outcome instanceof Outcome.Opened device
        ? outbox.append(tx, new SessionEstablished(
            ids.nextEvent(), session.account(), session.now(), session.id(), device.device(), device.name(),
            session.address(), session.proof().acr(),
            device.isNew() ? DeviceRecognition.NEW : DeviceRecognition.KNOWN))
        : Uni.createFrom().voidItem();
  }

  private Opening tokens(NewSession session, Outcome.Opened device) {
    Proof proof = session.proof();
    var grant = new Grant(session.account(), session.id(), proof.acr(), proof.amr(),
        proof.newest(), proof.isRestricted() ? Scope.RESTRICTED : Scope.ACCOUNT, session.expiresAt(), session.boundTo());
    AccessToken access = accessTokens.issue(grant);
    OpaqueToken deviceToken = device.isNew() ? session.device().token() : session.presented().orElseThrow();
    return new Opened(session.id(), access.value(), access.lifetime().toSeconds(), session.refreshToken().reveal(),
        deviceToken.reveal(), proof.acr(), proof.amr(), device.isNew(), proof.isRestricted(),
        grant.tokenType(), session.keptFor().map(Duration::toSeconds));
  }

  private void count(Opening opening) {
    String outcome = switch (opening) {
      case Opened _ -> "opened";
      case MoreProof _ -> "more-proof";
      case Refused(var reason) -> switch (reason) {
        case BARRED -> "barred";
        case STALE_EVIDENCE -> "stale-evidence";
      };
    };
    metrics.counter("portcullis.sessions.opened", "outcome", outcome).increment();
  }
}
