package io.portcullis.mfa.challenge;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.challenge.ChallengeVerdict.Ended;
import io.portcullis.mfa.challenge.ChallengeVerdict.Proved;
import io.portcullis.mfa.challenge.ChallengeVerdict.Refused;
import io.portcullis.mfa.challenge.ChallengeVerdict.Throttled;
import io.portcullis.mfa.guess.GuessVerdict;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.recoverycode.UseRecoveryCode;
import io.portcullis.mfa.totp.VerifyTotp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// One try at a challenge: counted first, then compared, then the challenge ends if the code was right.
@ApplicationScoped
class VerifyChallenge {

  private final Challenges challenges;
  private final VerifyTotp totp;
  private final UseRecoveryCode recoveryCode;
  private final MeterRegistry metrics;

  VerifyChallenge(Challenges challenges, VerifyTotp totp, UseRecoveryCode recoveryCode, MeterRegistry metrics) {
    this.challenges = challenges;
    this.totp = totp;
    this.recoveryCode = recoveryCode;
    this.metrics = metrics;
  }

  Uni<ChallengeVerdict> handle(ChallengeId id, Binding binding, Method method, String code) {
    return challenges.countTry(id, binding)
        .chain(left -> left.isPresent()
            ? guess(binding.account(), method, code).chain(guess -> conclude(id, method, left.getAsInt(), guess))
            : Uni.createFrom().item(new Ended()))
        .invoke(verdict -> count(method, verdict));
  }

  private Uni<GuessVerdict> guess(AccountId account, Method method, String code) {
    return switch (method) {
      case TOTP -> totp.handle(account, code);
      case RECOVERY_CODE -> recoveryCode.handle(account, code);
      case WEBAUTHN, EMAIL, SMS -> Uni.createFrom().item(new GuessVerdict.Wrong());
    };
  }

  private Uni<ChallengeVerdict> conclude(ChallengeId id, Method method, int triesLeft, GuessVerdict guess) {
    return switch (guess) {
      // Two right codes of two kinds, sent at once, are still one proof.
      case GuessVerdict.Right() -> challenges.end(id)
          .map(ended -> ended ? new Proved(method, method.amr()) : new Ended());
      case GuessVerdict.Wrong() -> Uni.createFrom().item(new Refused(triesLeft));
      case GuessVerdict.Throttled(var wait) -> Uni.createFrom().item(new Throttled(wholeSeconds(wait)));
    };
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
