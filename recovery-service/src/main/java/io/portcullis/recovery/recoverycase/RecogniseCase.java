package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;

import io.portcullis.recovery.account.Accounts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// Finds out whose case it is, and tells the account's owner.
@ApplicationScoped
class RecogniseCase {

  /// A stranger who opens cases by the dozen does not have their owner told of each at once. The others wait for their turn.
  private static final int TOLD_PER_DAY = 5;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TURN = Duration.ofHours(1);

  private final Accounts accounts;
  private final CaseSecrets secrets;
  private final RecoveryCases cases;
  private final MoveCase moveCase;
  private final Clock clock;

  RecogniseCase(Accounts accounts, CaseSecrets secrets, RecoveryCases cases, MoveCase moveCase, Clock clock) {
    this.accounts = accounts;
    this.secrets = secrets;
    this.cases = cases;
    this.moveCase = moveCase;
    this.clock = clock;
  }

  /// In the caller's transaction, which holds the lock of `opened`.
  Uni<Void> handle(Mutiny.Session tx, RecoveryCase opened) {
    return opened.account != null ? recognise(tx, opened, opened.account) : accounts.find(secrets.identifier(opened)).chain(either(
        found -> recognise(tx, opened, found.account().value()),
        () -> {
          opened.recogniseNobody(clock.instant());
          return done();
        }));
  }

  private Uni<Void> recognise(Mutiny.Session tx, RecoveryCase opened, UUID account) {
    Instant now = clock.instant();
    // At once, so that what its owner does meanwhile cancels a case that waits for its turn.
    opened.account = account;
    return cases.toldSince(account, now.minus(DAY)).chain(told -> {
      if (told >= TOLD_PER_DAY) {
        opened.dueAt = now.plus(TURN);
        return done();
      }
      return moveCase.handle(tx, opened, CaseAction.RECOGNISE, new Actor.Sweep()).replaceWithVoid();
    });
  }
}
