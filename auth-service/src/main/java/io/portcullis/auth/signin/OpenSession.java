package io.portcullis.auth.signin;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.closure.CancelClosure;
import io.portcullis.auth.factor.CodeClaimant;
import io.portcullis.auth.factor.Evidence;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.Challenge;
import io.portcullis.auth.factor.SecondFactors.Methods;
import io.portcullis.auth.pending.PendingProofs;
import io.portcullis.auth.signin.SignInVerdict.Complete;
import io.portcullis.auth.signin.SignInVerdict.Confirmation;
import io.portcullis.auth.signin.SignInVerdict.Ended;
import io.portcullis.auth.signin.SignInVerdict.Frozen;
import io.portcullis.auth.signin.SignInVerdict.MoreProof;
import io.portcullis.auth.signin.SignInVerdict.TooRisky;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.KeyThumbprint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
  private final Accounts accounts;
  private final CancelClosure cancelClosure;
  private final Postgres postgres;
  private final Clock clock;

  OpenSession(@RestClient SessionOpening sessions, @RestClient SecondFactors secondFactors, PendingProofs pending,
      Claimants claimants, Accounts accounts, CancelClosure cancelClosure, Postgres postgres, Clock clock) {
    this.accounts = accounts;
    this.cancelClosure = cancelClosure;
    this.postgres = postgres;
    this.sessions = sessions;
    this.secondFactors = secondFactors;
    this.pending = pending;
    this.claimants = claimants;
    this.clock = clock;
  }

  /// What was proved, by whom, from where.
  ///
  /// @param restricted   whether the claimant makes do with a restricted session, where no more can be shown
  /// @param rememberedAs the device as [Claimants] knows it already; empty when it does not
  /// @param mayBeClosing whether somebody may have asked to have the account closed
  record Claim(AccountId account, List<Evidence> evidence, Methods enrolled, RestrictedSession restricted,
      Optional<String> deviceToken, boolean rememberMe, TokensIn tokensIn, Trust trust, Optional<Signals> signals,
      Origin origin, Optional<DeviceMark> rememberedAs, boolean mayBeClosing) {

    Optional<String> key() {
      return origin.key().map(KeyThumbprint::value);
    }

    CodeClaimant claimant() {
      return rememberedAs.map(device -> CodeClaimant.knownDevice(device.hex()))
          .orElseGet(() -> CodeClaimant.strangerFrom(origin.network()));
    }
  }

  Uni<SignInVerdict> handle(Claim claim) {
    return sessions.open(new SessionOpening.Wanted(claim.account(), claim.evidence(), claim.enrolled().methods(), claim.enrolled().changedAt(),
            claim.deviceToken(), claim.origin().userAgent(), claim.origin().address(), claim.rememberMe(),
            claim.trust() == Trust.WANTED, claim.signals(), claim.key(), claim.enrolled().isOneWithheld(),
            claim.enrolled().settledOfAll(), claim.restricted() == RestrictedSession.WILL_DO))
        .onFailure().transform(ProblemException::unavailable)
        .chain(outcome -> switch (outcome) {
          // Its owner is back.
          case SessionOpening.Opened opened -> claim.mayBeClosing()
              ? cancelClosure.handle(claim.account()).chain(() -> complete(claim, opened)) : complete(claim, opened);
          case SessionOpening.MoreProof asked -> asked.wantsAddress()
              ? confirm(claim) : begin(claim, Optional.empty(), _ -> asked.methods());
          case SessionOpening.Refused(SessionOpening.RefusalReason reason) -> now(switch (reason) {
            case BARRED -> new Frozen();
            case STALE_EVIDENCE -> new Ended();
            case TOO_RISKY -> new TooRisky();
          });
        });
  }

  private Uni<SignInVerdict> complete(Claim claim, SessionOpening.Opened opened) {
    DeviceMark device = DeviceMark.of(opened.deviceToken());
    SignInVerdict complete = new Complete(opened, claim.tokensIn(), Optional.empty());
    if (claim.rememberedAs().filter(device::equals).isPresent()) {
      return now(complete);
    }
    return claimants.remember(claim.account(), device, clock.instant())
        // The session is open: a device that is not remembered is a lesser evil than a sign-in that fails.
        .onFailure().invoke(failure -> LOG.warnf("a device could not be remembered: %s", failure))
        .onFailure().recoverWithNull()
        .replaceWith(complete);
  }

  private Uni<SignInVerdict> confirm(Claim claim) {
    return accounts.find(postgres.pool(), claim.account()).chain(found -> found.isEmpty()
        ? now(new Ended())
        : begin(claim, Optional.of(found.get().confirmationAddress(clock.instant()).canonical()), Challenge::methods));
  }

  /// @param confirmAt where codes go, if what is asked for is no second factor
  /// @param methods   what will do of what mfa-service offers
  private Uni<SignInVerdict> begin(Claim claim, Optional<String> confirmAt, Function<Challenge, List<String>> methods) {
    PendingProofs.Id id = pending.next(PendingProofs.Kind.SIGN_IN);
    Instant expiresAt = pending.expiry();
    CodeClaimant claimant = claim.claimant();
    return secondFactors.begin(SecondFactors.Binding.ofSignIn(claim.account(), id.reference(), confirmAt, claimant))
        .onFailure().transform(ProblemException::unavailable)
        .map(challenge -> new SignInAttempt(claim.account(), claim.evidence(), claim.enrolled(), claim.restricted(),
            methods.apply(challenge), challenge.challengeId(), confirmAt, claim.deviceToken(), claim.rememberMe(),
            claim.tokensIn(), claim.signals(), claim.key(), claimant, expiresAt))
        .call(attempt -> pending.keep(id, attempt))
        .map(attempt -> confirmAt.isPresent()
            ? new Confirmation(id.reveal(), attempt.methods(), PendingProofs.LIFETIME)
            : new MoreProof(id.reveal(), attempt.methods(), PendingProofs.LIFETIME));
  }
}
