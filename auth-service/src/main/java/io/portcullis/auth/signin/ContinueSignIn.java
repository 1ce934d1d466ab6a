package io.portcullis.auth.signin;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.EvidenceCheck;
import io.portcullis.auth.factor.Evidence;
import io.portcullis.auth.factor.PrepareFactor;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.Methods;
import io.portcullis.auth.factor.SecondFactors.Outcome;
import io.portcullis.auth.factor.SecondFactors.Prepared;
import io.portcullis.auth.factor.ShownFactor;
import io.portcullis.auth.pending.PendingProofs;
import io.portcullis.auth.pending.PendingProofs.Id;
import io.portcullis.auth.pending.PendingProofs.Kind;
import io.portcullis.auth.signin.SignInVerdict.CodeRefused;
import io.portcullis.auth.signin.SignInVerdict.Complete;
import io.portcullis.auth.signin.SignInVerdict.CrossSite;
import io.portcullis.auth.signin.SignInVerdict.Ended;
import io.portcullis.auth.signin.SignInVerdict.Frozen;
import io.portcullis.auth.signin.SignInVerdict.NotOffered;
import io.portcullis.auth.signin.SignInVerdict.ProofRefused;
import io.portcullis.auth.signin.SignInVerdict.Throttled;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.KeyThumbprint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The next step of a sign-in: a second factor. mfa-service counts the tries; here an attempt is used once.
@ApplicationScoped
class ContinueSignIn {

  private final PendingProofs pending;
  private final SecondFactors secondFactors;
  private final EvidenceCheck evidenceCheck;
  private final PrepareFactor prepareFactor;
  private final OpenSession openSession;
  private final Accounts accounts;
  private final Postgres postgres;
  private final Clock clock;

  ContinueSignIn(PendingProofs pending, @RestClient SecondFactors secondFactors, PrepareFactor prepareFactor,
      EvidenceCheck evidenceCheck, OpenSession openSession, Accounts accounts, Postgres postgres, Clock clock) {
    this.accounts = accounts;
    this.postgres = postgres;
    this.pending = pending;
    this.secondFactors = secondFactors;
    this.evidenceCheck = evidenceCheck;
    this.prepareFactor = prepareFactor;
    this.openSession = openSession;
    this.clock = clock;
  }

  private record Found(Id id, SignInAttempt attempt) {}

  private Uni<Optional<Found>> find(String signInId) {
    return Id.parse(Kind.SIGN_IN, signInId)
        .map(id -> pending.find(id, SignInAttempt.class).map(found -> found.map(attempt -> new Found(id, attempt))))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /// Has mfa-service send a code, or make a WebAuthn challenge.
  Uni<Prepared> prepare(String signInId, String method) {
    return find(signInId).chain(found -> {
      if (found.isEmpty()) {
        return Uni.createFrom().item(new Prepared.Ended());
      }
      SignInAttempt attempt = found.get().attempt();
      if (!attempt.methods().contains(method)) {
        return Uni.createFrom().item(new Prepared.NotOffered());
      }
      return prepareFactor.handle(attempt.challenge(), attempt.binding(found.get().id().reference()), method);
    });
  }

  Uni<SignInVerdict> handle(String signInId, ShownFactor shown, Trust trust, Origin origin) {
    return find(signInId).chain(found -> found.isEmpty()
        ? Uni.createFrom().item(new Ended())
        : verify(found.get().id(), found.get().attempt(), shown, trust, origin));
  }

  private Uni<SignInVerdict> verify(Id id, SignInAttempt attempt, ShownFactor shown, Trust trust, Origin origin) {
    if (!origin.admits(attempt.tokensIn())) {
      return Uni.createFrom().item(new CrossSite());
    }
    // A key that was shown once binds the tokens: whoever leaves it out, or brings another, is not that client.
    if (attempt.boundTo().isPresent() && !attempt.boundTo().equals(origin.key().map(KeyThumbprint::value))) {
      return Uni.createFrom().item(new ProofRefused());
    }
    // session-service said what will do; a weaker method is not brought in by asking for it.
    if (!attempt.methods().contains(shown.method())) {
      return Uni.createFrom().item(new NotOffered());
    }
    Instant at = clock.instant();
    return secondFactors.verify(attempt.challenge(), new SecondFactors.Proof(
            attempt.binding(id.reference()), shown.method(), shown.code(), shown.credential()))
        .onFailure().transform(ProblemException::unavailable)
        .chain(outcome -> switch (outcome) {
          case Outcome.Proved proved -> proved(id, attempt, proved, at, trust, origin);
          case Outcome.Refused(long triesLeft) -> Uni.createFrom().item(new CodeRefused(triesLeft));
          // Not used up: of many tries at once, one may just be winning.
          case Outcome.Ended() -> Uni.createFrom().item(new Ended());
          case Outcome.NotOffered() -> Uni.createFrom().item(new NotOffered());
          case Outcome.Throttled(long seconds) -> Uni.createFrom().item(new Throttled(Duration.ofSeconds(seconds)));
        });
  }

  private Uni<SignInVerdict> proved(
      Id id, SignInAttempt attempt, Outcome.Proved proved, Instant at, Trust trust, Origin origin) {
    var evidence = new ArrayList<>(attempt.evidence());
    evidence.addAll(Evidence.of(proved.amr(), at, proved.settledAt()));
    // Claimed before a session is opened: a code and a recovery code sent side by side open one session, not two.
    return pending.claim(id).chain(ours -> ours
        ? evidenceCheck.of(attempt.account(), attempt.passwordProvedAt()).chain(standing -> switch (standing) {
          case FROZEN -> Uni.createFrom().item(new Frozen());
          case LOCKED -> Uni.createFrom().item(new SignInVerdict.Locked());
          case PASSWORD_CHANGED, UNKNOWN -> Uni.createFrom().item(new Ended());
          case GOOD -> noteAddress(attempt, at).chain(() -> enrolled(attempt)).chain(enrolled -> openSession.handle(
                  new OpenSession.Claim(attempt.account(),
                  evidence, enrolled, attempt.restricted(),
                  attempt.deviceToken(), attempt.rememberMe(),
                  attempt.tokensIn(), trust, attempt.signals(), origin, attempt.rememberedAs(), true)))
              .map(verdict -> verdict instanceof Complete(var session, var tokensIn, _)
                  ? new Complete(session, tokensIn, proved.clockDriftSeconds()) : verdict);
        })
        : Uni.createFrom().item(new Ended()));
  }

  // Before the session is there: what it enrols must not count for more than that mailbox.
  private Uni<Void> noteAddress(SignInAttempt attempt, Instant at) {
    return attempt.confirmAt().isPresent()
        ? accounts.letInByAddress(postgres.pool(), attempt.account(), at) : Uni.createFrom().voidItem();
  }

  // A code to an address is enough for an account without a factor alone: one that was enrolled since must count.
  private Uni<Methods> enrolled(SignInAttempt attempt) {
    return attempt.confirmAt().isPresent()
        ? secondFactors.methods(attempt.account()).onFailure().transform(ProblemException::unavailable)
        : Uni.createFrom().item(attempt.enrolled());
  }
}
