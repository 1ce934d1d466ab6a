package io.portcullis.auth.signin;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.factor.Evidence;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.Methods;
import io.portcullis.auth.password.BreachCheck;
import io.portcullis.auth.password.HashingSaturated;
import io.portcullis.auth.password.Password;
import io.portcullis.auth.password.PasswordCredentials;
import io.portcullis.auth.password.PasswordHasher;
import io.portcullis.auth.signin.Admission.Admitted;
import io.portcullis.auth.signin.Claimants.Claimant;
import io.portcullis.auth.signin.SignInVerdict.CrossSite;
import io.portcullis.auth.signin.SignInVerdict.Frozen;
import io.portcullis.auth.signin.SignInVerdict.HumanVerification;
import io.portcullis.auth.signin.SignInVerdict.Refused;
import io.portcullis.auth.signin.SignInVerdict.Throttled;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// The first step of a sign-in (IN-2): identifier and password.
@ApplicationScoped
class SignIn {

  private static final Logger LOG = Logger.getLogger(SignIn.class);

  private final Claimants claimants;
  private final PasswordHasher hasher;
  private final BreachCheck breachCheck;
  private final DemandPasswordChange demandPasswordChange;
  private final PasswordCredentials credentials;
  private final SecondFactors secondFactors;
  private final OpenSession openSession;
  private final AdmitAttempt admitAttempt;
  private final LearnFromAttempt learn;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;

  SignIn(Claimants claimants, PasswordHasher hasher, BreachCheck breachCheck, DemandPasswordChange demandPasswordChange,
      PasswordCredentials credentials, @RestClient SecondFactors secondFactors, OpenSession openSession,
      AdmitAttempt admitAttempt, LearnFromAttempt learn, Postgres postgres, Ids ids, Clock clock) {
    this.claimants = claimants;
    this.hasher = hasher;
    this.breachCheck = breachCheck;
    this.demandPasswordChange = demandPasswordChange;
    this.credentials = credentials;
    this.secondFactors = secondFactors;
    this.openSession = openSession;
    this.admitAttempt = admitAttempt;
    this.learn = learn;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
  }

  /// One attempt under way. What is unknown stays `Optional` to its end: known and unknown take the same path.
  ///
  /// @param device  as [Claimants] knows it; empty when it does not
  /// @param subject what limits call the account that is claimed
  private record Attempt(SignInRequest request, Origin origin, Optional<Claimant> claimant, Optional<DeviceMark> device,
      String subject, Optional<Password> password, Instant at) {

    AdmitAttempt.Attempted attempted() {
      return new AdmitAttempt.Attempted(subject, claimant.flatMap(found -> device.map(mark ->
          new AdmitAttempt.KnownDevice(found.account(), mark))), origin.network(), password, request.humanProof());
    }
  }

  Uni<SignInVerdict> handle(SignInRequest request, Origin origin) {
    TokensIn tokensIn = request.tokensIn().orElse(TokensIn.BODY);
    if (!origin.admits(tokensIn)) {
      return now(new CrossSite());
    }
    // Before the hash is read: a password changed after this moment makes the evidence stale, not this one fresh.
    Instant at = clock.instant();
    Optional<Identifier> identifier = Identifier.parse(request.identifier());
    Optional<DeviceMark> device = origin.deviceToken(request.deviceToken(), tokensIn).map(DeviceMark::of);
    String subject = identifier.map(Identifier::canonical)
        .orElseGet(() -> request.identifier().strip().toLowerCase(Locale.ROOT));
    Optional<Password> password = Password.parse(request.password().reveal());
    if (request.humanProof().isPresent() && (identifier.isEmpty() || password.isEmpty())) {
      // What can't be an identifier or a password is no guess, and says nothing of an account: the proof stays good.
      return now(new Refused());
    }
    return find(identifier, device).chain(claimant -> {
      boolean known = claimant.filter(Claimant::knownDevice).isPresent();
      var attempt = new Attempt(request, origin, claimant, device.filter(_ -> known), subject, password, at);
      return admitAttempt.handle(attempt.attempted()).chain(admission -> switch (admission) {
        case Admission.Admitted admitted -> check(attempt, admitted);
        case Admission.HumanWanted(var challenge) -> now(new HumanVerification(challenge));
        case Admission.Wait(var retryAfter) -> now(new Throttled(retryAfter));
      });
    });
  }

  private Uni<Optional<Claimant>> find(Optional<Identifier> identifier, Optional<DeviceMark> device) {
    return identifier.isPresent()
        ? claimants.find(identifier.get(), device) : now(Optional.empty());
  }

  private Uni<SignInVerdict> check(Attempt attempt, Admitted admitted) {
    Uni<Boolean> matches = hasher.matches(attempt.password(), attempt.claimant().map(Claimant::hash));
    // Nobody's id for an unknown identifier: the question is asked all the same, and costs the same.
    AccountId asked = attempt.claimant().map(Claimant::account).orElseGet(() -> new AccountId(ids.next()));
    Uni<Optional<Methods>> enrolled = secondFactors.methods(asked)
        .map(Optional::of)
        // Its absence matters only to one who knows the password.
        .onFailure().recoverWithItem(SignIn::withoutAnswer);
    return Uni.combine().all().unis(matches, enrolled).asTuple()
        .onFailure(HashingSaturated.class).call(() -> learn.wasNotLookedAt(admitted))
        .chain(both -> both.getItem1()
            ? accept(attempt, attempt.claimant().orElseThrow(), both.getItem2(), admitted)
            : refuse(attempt, asked, admitted));
  }

  private Uni<SignInVerdict> refuse(Attempt attempt, AccountId claimed, Admitted admitted) {
    return learn.wasWrong(attempt.password(), attempt.subject(), attempt.claimant().map(Claimant::account), claimed, admitted, attempt.at()).replaceWith(new Refused());
  }

  private static Optional<Methods> withoutAnswer(Throwable failure) {
    LOG.warnf("mfa-service does not answer: %s", failure);
    return Optional.empty();
  }

  private Uni<SignInVerdict> accept(Attempt attempt, Claimant claimant, Optional<Methods> enrolled, Admitted admitted) {
    return switch (claimant.status()) {
      case FROZEN -> learning(attempt, claimant, admitted, now(new Frozen()));
      // It has just been closed: its identifiers lead to it no more.
      case CLOSED -> now(new SignInVerdict.Refused());
      case LOCKED -> learning(attempt, claimant, admitted, now(new SignInVerdict.Locked()));
      case ACTIVE -> breachCheck.knows(attempt.password().orElseThrow()).chain(breached -> breached
          // Others know it, too: it makes no network a known one, and gives no guess back.
          ? demandPasswordChange.handle(claimant.account(), attempt.at())
          : learning(attempt, claimant, admitted, open(attempt, claimant, enrolled, admitted.signals())));
    };
  }

  private Uni<SignInVerdict> learning(Attempt attempt, Claimant claimant, Admitted admitted, Uni<SignInVerdict> verdict) {
    return Uni.combine().all().unis(verdict, learn.wasRight(admitted, attempt.origin().network()), rehash(attempt, claimant))
        .with((became, _, _) -> became);
  }

  private Uni<SignInVerdict> open(Attempt attempt, Claimant claimant, Optional<Methods> known, Signals signals) {
    if (known.isEmpty()) {
      // Without knowing what is enrolled nobody may pass on a password alone.
      return Uni.createFrom().failure(ProblemException.unavailable(new IllegalStateException("mfa-service is away")));
    }
    Methods enrolled = known.get();
    SignInRequest request = attempt.request();
    TokensIn tokensIn = request.tokensIn().orElse(TokensIn.BODY);
    return openSession.handle(new OpenSession.Claim(claimant.account(),
        List.of(Evidence.ofPassword(attempt.at())), enrolled,
        RestrictedSession.of(request.restrictedSession().orElse(false)),
        attempt.origin().deviceToken(request.deviceToken(), tokensIn), request.rememberMe().orElse(false), tokensIn,
        Trust.NOT_WANTED, Optional.of(signals),
        attempt.origin(), attempt.device(), claimant.closing()));
  }

  private Uni<Void> rehash(Attempt attempt, Claimant claimant) {
    Optional<Password> password = attempt.password();
    if (password.isEmpty() || !hasher.isOutdated(claimant.hash())) {
      return done();
    }
    return hasher.hash(password.get())
        .chain(fresh -> credentials.rehash(postgres.pool(), claimant.account(), claimant.hash(), fresh))
        // The next sign-in tries again.
        .onFailure().invoke(failure -> LOG.warnf("a password was not rehashed: %s", failure))
        .onFailure().recoverWithNull();
  }
}
