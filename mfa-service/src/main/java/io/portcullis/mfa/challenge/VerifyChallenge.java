package io.portcullis.mfa.challenge;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.challenge.ChallengeVerdict.Ended;
import io.portcullis.mfa.challenge.ChallengeVerdict.Proved;
import io.portcullis.mfa.challenge.ChallengeVerdict.Refused;
import io.portcullis.mfa.challenge.ChallengeVerdict.Throttled;
import io.portcullis.mfa.challenge.Challenges.Proof;
import io.portcullis.mfa.guess.GuessVerdict;
import io.portcullis.mfa.outofband.VerifyOutOfBandCode;
import io.portcullis.mfa.policy.EnrolledMethods;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.recoverycode.UseRecoveryCode;
import io.portcullis.mfa.totp.TotpVerdict;
import io.portcullis.mfa.totp.VerifyTotp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// One try at a challenge: counted first, then compared, then the challenge ends if the code was right.
@ApplicationScoped
class VerifyChallenge {

  private final Challenges challenges;
  private final VerifyTotp totp;
  private final VerifyOutOfBandCode outOfBand;
  private final UseRecoveryCode recoveryCode;
  private final EnrolledMethods enrolled;
  private final MeterRegistry metrics;

  VerifyChallenge(Challenges challenges, VerifyTotp totp, VerifyOutOfBandCode outOfBand, UseRecoveryCode recoveryCode,
      EnrolledMethods enrolled, MeterRegistry metrics) {
    this.challenges = challenges;
    this.totp = totp;
    this.outOfBand = outOfBand;
    this.recoveryCode = recoveryCode;
    this.enrolled = enrolled;
    this.metrics = metrics;
  }

  Uni<ChallengeVerdict> handle(ChallengeId id, Binding binding, Method method, String code) {
    return challenges.countTry(id, binding)
        .chain(left -> left.isPresent()
            ? guess(id, binding, method, code).chain(guess -> conclude(id, method, left.getAsInt(), guess))
            : Uni.createFrom().item(new Ended()))
        .invoke(verdict -> count(method, verdict));
  }

  private Uni<GuessVerdict> guess(ChallengeId id, Binding binding, Method method, String code) {
    AccountId account = binding.account();
    if (!binding.purpose().admits(method)) {
      return wrong();
    }
    return switch (method) {
      // No account has one enrolled yet.
      case WEBAUTHN -> wrong();
      case TOTP -> totp.handle(account, code)
          .call(verdict -> challenges.noteDrift(id, verdict.drift())).map(TotpVerdict::guess);
      // A code that was sent while its method was offered is worth nothing once a stronger one has taken its place.
      case EMAIL, SMS -> enrolled.of(account).chain(methods -> methods.contains(method)
          ? outOfBand.handle(id.value(), account, method, code)
          : wrong());
      case RECOVERY_CODE -> recoveryCode.handle(account, code);
    };
  }

  private static Uni<GuessVerdict> wrong() {
    return Uni.createFrom().item(new GuessVerdict.Wrong());
  }

  private Uni<ChallengeVerdict> conclude(ChallengeId id, Method method, int triesLeft, GuessVerdict guess) {
    return switch (guess) {
      // Two right codes of two kinds, sent at once, are still one proof.
      case GuessVerdict.Right() -> challenges.end(id)
          .map(ended -> ended.<ChallengeVerdict>map(proof -> proved(method, proof)).orElseGet(Ended::new));
      case GuessVerdict.Wrong() -> Uni.createFrom().item(new Refused(triesLeft));
      case GuessVerdict.Throttled(var wait) -> Uni.createFrom().item(new Throttled(wholeSeconds(wait)));
    };
  }

  // Who was just guessing at TOTP, and is right now, is told nothing: only another factor makes it the owner's phone.
  private static Proved proved(Method method, Proof proof) {
    return new Proved(method, method.amr(),
        proof.drift().filter(_ -> method != Method.TOTP).map(drift -> drift.ahead().toSeconds()));
  }

  private static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  private void count(Method method, ChallengeVerdict verdict) {
    String outcome = switch (verdict) {
      case Proved _ -> "proved";
      case Refused _ -> "refused";
      case Ended _ -> "ended";
      case Throttled _ -> "throttled";
    };
    metrics.counter("portcullis.mfa.verifications", "method", method.wireName(), "outcome", outcome).increment();
  }
}
