package io.portcullis.mfa.totp;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.mfa.guess.GuessBudget;
import io.portcullis.mfa.guess.GuessVerdict.Right;
import io.portcullis.mfa.guess.ProvedFactor;
import io.portcullis.mfa.guess.GuessVerdict.Wrong;
import io.portcullis.mfa.totp.Authenticators.Sealed;
import io.portcullis.runtime.crypto.SealedBox.SealBroken;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/// Checks a code against an account's authenticator apps, and accepts its time step once.
@Startup
@ApplicationScoped
public class VerifyTotp {

  private static final Logger LOG = Logger.getLogger(VerifyTotp.class);

  private final Authenticators authenticators;
  private final TotpSecretBox secrets;
  private final TimeSteps steps;
  private final GuessBudget budget;
  private final Counter brokenSeals;
  private final Clock clock;

  VerifyTotp(Authenticators authenticators, TotpSecretBox secrets, TimeSteps steps, GuessBudget budget,
      MeterRegistry metrics, Clock clock) {
    this.authenticators = authenticators;
    this.secrets = secrets;
    this.steps = steps;
    this.budget = budget;
    this.brokenSeals = metrics.counter("portcullis.mfa.broken.seals");
    this.clock = clock;
  }

  public Uni<TotpVerdict> handle(AccountId account, Claimant claimant, String typed) {
    // What can't be a code is compared with nothing, so it costs no guess.
    return TotpCode.parse(typed).map(code -> guess(account, claimant, code)).orElseGet(VerifyTotp::wrong);
  }

  private Uni<TotpVerdict> guess(AccountId account, Claimant claimant, TotpCode code) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return authenticators.reserveGuess(account, claimant, now).chain(either(
          candidates -> compare(account, claimant, code, candidates, now),
          () -> budget.refuse(account, claimant, AuthenticatorType.TOTP).map(TotpVerdict::of)));
    });
  }

  private Uni<TotpVerdict> compare(AccountId account, Claimant claimant, TotpCode code, List<Sealed> candidates,
      Instant now) {
    var drifts = new ArrayList<ClockDrift>();
    for (Sealed candidate : candidates) {
      Optional<TotpKey> key = open(account, candidate);
      OptionalLong step = key.map(opened -> steps.match(opened, code, candidate.watermark()))
          .orElseGet(OptionalLong::empty);
      if (step.isPresent()) {
        // RFC 6238 §5.2: a time step is accepted once, so the step is remembered, not the code.
        return authenticators.accept(account, claimant, candidate.id(), step.getAsLong(), now)
            .map(won -> TotpVerdict.of(won ? new Right(Optional.of(
                new ProvedFactor(Optional.of(candidate.id().value()), candidate.settledAt()))) : new Wrong()));
      }
      key.flatMap(opened -> steps.diagnose(opened, code, candidate.watermark())).ifPresent(drifts::add);
    }
    return now(new TotpVerdict(new Wrong(), ClockDrift.least(drifts)));
  }

  // One tampered row must not shut out the account's other authenticators, nor pass unnoticed.
  private Optional<TotpKey> open(AccountId account, Sealed candidate) {
    try {
      return Optional.of(new TotpKey(candidate.algorithm(), secrets.open(candidate.secret(), account, candidate.id())));
    } catch (SealBroken tampered) {
      brokenSeals.increment();
      LOG.errorf("the sealed secret of authenticator %s of account %s does not open", candidate.id(), account);
      return Optional.empty();
    }
  }

  private static Uni<TotpVerdict> wrong() {
    return now(TotpVerdict.of(new Wrong()));
  }
}
