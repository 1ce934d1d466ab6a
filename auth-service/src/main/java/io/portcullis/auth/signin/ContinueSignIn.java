package io.portcullis.auth.signin;

import io.portcullis.auth.signin.SignInVerdict.CodeRefused;
import io.portcullis.auth.signin.SignInVerdict.Ended;
import io.portcullis.auth.signin.SignInVerdict.Frozen;
import io.portcullis.auth.signin.SignInVerdict.Throttled;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The next step of a sign-in: a second factor. mfa-service counts the tries; here an attempt is used once.
@ApplicationScoped
class ContinueSignIn {

  private final SignInAttempts attempts;
  private final SecondFactors secondFactors;
  private final Claimants claimants;
  private final OpenSession openSession;
  private final Clock clock;

  ContinueSignIn(SignInAttempts attempts, @RestClient SecondFactors secondFactors, Claimants claimants,
      OpenSession openSession, Clock clock) {
    this.attempts = attempts;
    this.secondFactors = secondFactors;
    this.claimants = claimants;
    this.openSession = openSession;
    this.clock = clock;
  }

  Uni<SignInVerdict> handle(String signInId, String method, String code, Origin origin) {
    Optional<SignInAttempts.Id> id = SignInAttempts.Id.parse(signInId);
    return id.isEmpty()
        ? Uni.createFrom().item(new Ended())
        : attempts.find(id.get()).chain(found -> found.isEmpty()
            ? Uni.createFrom().item(new Ended())
            : verify(id.get(), found.get(), method, code, origin));
  }

  private Uni<SignInVerdict> verify(
      SignInAttempts.Id id, SignInAttempt attempt, String method, String code, Origin origin) {
    // session-service said what will do; a weaker method is not brought in by asking for it.
    if (!attempt.methods().contains(method)) {
      return Uni.createFrom().item(new CodeRefused(OptionalLong.empty()));
    }
    Instant at = clock.instant();
    return secondFactors.verify(attempt.challenge(), new SecondFactors.Proof(
            attempt.account(), SecondFactors.SIGN_IN, id.reference(), method, code))
        .onFailure().transform(ProblemException::unavailable)
        .chain(outcome -> switch (outcome) {
          case SecondFactors.Proved(List<String> amr) -> proved(id, attempt, amr, at, origin);
          case SecondFactors.Refused(long triesLeft) ->
              Uni.createFrom().item(new CodeRefused(OptionalLong.of(triesLeft)));
          case SecondFactors.Ended() -> attempts.claim(id).replaceWith(new Ended());
          case SecondFactors.Throttled(long seconds) ->
              Uni.createFrom().item(new Throttled(Duration.ofSeconds(seconds)));
        });
  }

  private Uni<SignInVerdict> proved(
      SignInAttempts.Id id, SignInAttempt attempt, List<String> amr, Instant at, Origin origin) {
    var evidence = new ArrayList<>(attempt.evidence());
    amr.forEach(method -> evidence.add(new Evidence(method, at)));
    // Claimed before a session is opened: a code and a recovery code sent side by side open one session, not two.
    return attempts.claim(id).chain(ours -> ours
        ? claimants.standing(attempt.account(), attempt.passwordProvedAt()).chain(standing -> switch (standing) {
          case FROZEN -> Uni.createFrom().item(new Frozen());
          case PASSWORD_CHANGED -> Uni.createFrom().item(new Ended());
          case GOOD -> openSession.handle(new OpenSession.Claim(attempt.account(), evidence, attempt.enrolled(),
              attempt.deviceToken(), attempt.rememberMe(), origin, Optional.empty()));
        })
        : Uni.createFrom().item(new Ended()));
  }
}
