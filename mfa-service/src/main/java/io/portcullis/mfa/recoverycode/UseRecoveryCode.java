package io.portcullis.mfa.recoverycode;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.mfa.guess.GuessBudget;
import io.portcullis.mfa.guess.GuessVerdict;
import io.portcullis.mfa.guess.GuessVerdict.Right;
import io.portcullis.mfa.guess.GuessVerdict.Wrong;
import io.portcullis.mfa.recoverycode.RecoveryCodes.Candidates;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Checks a recovery code and uses it up.
@ApplicationScoped
public class UseRecoveryCode {

  private final RecoveryCodes codes;
  private final RecoveryCodeDigest digest;
  private final GuessBudget budget;
  private final NoteRecoveryCodeUse note;
  private final Postgres postgres;
  private final Clock clock;

  UseRecoveryCode(RecoveryCodes codes, RecoveryCodeDigest digest, GuessBudget budget, NoteRecoveryCodeUse note, Postgres postgres,
      Clock clock) {
    this.codes = codes;
    this.digest = digest;
    this.budget = budget;
    this.note = note;
    this.postgres = postgres;
    this.clock = clock;
  }

  public Uni<GuessVerdict> handle(AccountId account, Claimant claimant, String typed) {
    // What can't be a code is compared with nothing, so it costs no guess.
    return RecoveryCode.parse(typed).map(code -> guess(account, claimant, code)).orElseGet(UseRecoveryCode::wrong);
  }

  private Uni<GuessVerdict> guess(AccountId account, Claimant claimant, RecoveryCode code) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return codes.reserveGuess(account, claimant, now).chain(either(
          candidates -> compare(account, claimant, code, candidates, now),
          () -> budget.refuseRecoveryCode(account, claimant)));
    });
  }

  private Uni<GuessVerdict> compare(AccountId account, Claimant claimant, RecoveryCode code, Candidates candidates,
      Instant now) {
    return candidates.digests().stream().filter(stored -> digest.matches(stored, account, code)).findFirst()
        .map(stored -> use(account, claimant, stored, now))
        .orElseGet(() -> candidates.burst()
            ? budget.tell(account, claimant, AuthenticatorType.RECOVERY_CODE, now).replaceWith(new Wrong())
            : wrong());
  }

  private Uni<GuessVerdict> use(AccountId account, Claimant claimant, String stored, Instant now) {
    return postgres.withTransaction(tx -> codes.use(tx, account, claimant, stored, now).chain(either(
        count -> note.handle(tx, account, count, now).<GuessVerdict>replaceWith(new Right(Optional.empty())),
        UseRecoveryCode::wrong)));
  }

  private static Uni<GuessVerdict> wrong() {
    return now(new Wrong());
  }
}
