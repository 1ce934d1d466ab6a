package io.portcullis.auth.signin;

import io.portcullis.auth.factor.Evidence;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.pending.PendingProofs;
import io.portcullis.auth.signin.SignInVerdict.Complete;
import io.portcullis.auth.signin.SignInVerdict.Ended;
import io.portcullis.auth.signin.SignInVerdict.Frozen;
import io.portcullis.auth.signin.SignInVerdict.MoreProof;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.KeyThumbprint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Brings evidence to session-service and carries out what it decides. Every step of a sign-in that proved something
/// ends here.
@ApplicationScoped
class OpenSession {

  private static final Logger LOG = Logger.getLogger(OpenSession.class);

  private final SessionOpening sessions;
  private final SecondFactors secondFactors;
  private final PendingProofs pending;
  private final Claimants claimants;
  private final Clock clock;

  OpenSession(@RestClient SessionOpening sessions, @RestClient SecondFactors secondFactors, PendingProofs pending,
      Claimants claimants, Clock clock) {
    this.sessions = sessions;
    this.secondFactors = secondFactors;
    this.pending = pending;
    this.claimants = claimants;
    this.clock = clock;
  }

  /// What was proved, by whom, from where.
  ///
  /// @param rememberedAs the device as [Claimants] knows it already; empty when it does not
  record Claim(AccountId account, List<Evidence> evidence, List<String> enrolled, Optional<String> deviceToken,
      boolean rememberMe, TokensIn tokensIn, Origin origin, Optional<DeviceMark> rememberedAs) {}

  Uni<SignInVerdict> handle(Claim claim) {
    return sessions.open(new SessionOpening.Wanted(claim.account(), claim.evidence(), claim.enrolled(),
            claim.deviceToken(), claim.origin().userAgent(), claim.origin().address(), claim.rememberMe(),
            claim.origin().key().map(KeyThumbprint::value)))
        .onFailure().transform(ProblemException::unavailable)
        .chain(outcome -> switch (outcome) {
          case SessionOpening.Opened opened -> complete(claim, opened);
          case SessionOpening.MoreProof(List<String> methods) -> askForMore(claim, methods);
          case SessionOpening.Refused(SessionOpening.RefusalReason reason) -> Uni.createFrom().item(switch (reason) {
            case BARRED -> new Frozen();
            case STALE_EVIDENCE -> new Ended();
          });
        });
  }

  private Uni<SignInVerdict> complete(Claim claim, SessionOpening.Opened opened) {
    DeviceMark device = DeviceMark.of(opened.deviceToken());
    SignInVerdict complete = new Complete(opened, claim.tokensIn(), Optional.empty());
    if (claim.rememberedAs().filter(device::equals).isPresent()) {
      return Uni.createFrom().item(complete);
    }
    return claimants.remember(claim.account(), device, clock.instant())
        // The session is open: a device that is not remembered is a lesser evil than a sign-in that fails.
        .onFailure().invoke(failure -> LOG.warnf("a device could not be remembered: %s", failure))
        .onFailure().recoverWithNull()
        .replaceWith(complete);
  }

  private Uni<SignInVerdict> askForMore(Claim claim, List<String> methods) {
    PendingProofs.Id id = pending.next(PendingProofs.Kind.SIGN_IN);
    Instant expiresAt = pending.expiry();
    return secondFactors.begin(new SecondFactors.ChallengeRequest(
            claim.account(), SecondFactors.Purpose.SIGN_IN, id.reference()))
        .onFailure().transform(ProblemException::unavailable)
        .chain(challenge -> pending.keep(id, new SignInAttempt(claim.account(), claim.evidence(), claim.enrolled(),
            methods, challenge.challengeId(), claim.deviceToken(), claim.rememberMe(), claim.tokensIn(),
            claim.origin().key().map(KeyThumbprint::value), expiresAt)))
        .replaceWith(() -> new MoreProof(id.reveal(), methods, PendingProofs.LIFETIME));
  }
}
