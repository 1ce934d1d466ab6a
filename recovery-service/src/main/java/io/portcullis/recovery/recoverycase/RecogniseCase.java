package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;

import io.portcullis.contracts.AccountId;
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

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration TURN = Duration.ofHours(1);

  private final Accounts accounts;
  private final CaseSecrets secrets;
  private final RecoveryCases cases;
  private final MoveCase moveCase;
  private final CallsOfStaff calls;
  private final CaseMetrics metrics;
  private final Clock clock;

  RecogniseCase(Accounts accounts, CaseSecrets secrets, RecoveryCases cases, MoveCase moveCase, CallsOfStaff calls, CaseMetrics metrics,
      Clock clock) {
    this.accounts = accounts;
    this.secrets = secrets;
    this.cases = cases;
    this.moveCase = moveCase;
    this.calls = calls;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// In the caller's transaction, which holds the lock of `opened`.
  Uni<Void> handle(Mutiny.Session tx, RecoveryCase opened) {
    return opened.account != null ? recognise(tx, opened, opened.account) : accounts.find(secrets.identifier(opened)).chain(either(
        found -> tellDesk(opened, found.account()).chain(() -> settleShare(opened, found.account()))
            .chain(() -> recognise(tx, opened, found.account().value())),
        () -> {
          opened.goOnAsDecoy(clock.instant());
          return done();
        }));
  }

  private Uni<Void> tellDesk(RecoveryCase opened, AccountId account) {
    return opened.openedCall == null ? done() : calls.recognised(opened.openedCall, account);
  }

  private Uni<Void> settleShare(RecoveryCase opened, AccountId account) {
    return opened.device == null ? done() : accounts.isKnownDevice(account, opened.device).invoke(known -> {
      if (known) {
        opened.share = CaseShare.DEVICE;
      } else {
        opened.device = null;
      }
    }).replaceWithVoid();
  }

  private Uni<Void> recognise(Mutiny.Session tx, RecoveryCase opened, UUID account) {
    Instant now = clock.instant();
    return cases.told(tx, account, opened, now.minus(DAY)).chain(told -> {
      if (told < CaseShare.A_DAY) {
        opened.account = account;
        return moveCase.handle(tx, opened, CaseAction.RECOGNISE, new Actor.Sweep()).replaceWithVoid();
      }
      metrics.beyondShare(opened.share);
      if (opened.share.waits()) {
        // At once, so that what its owner does meanwhile cancels it.
        opened.account = account;
        opened.dueAt = now.plus(TURN);
      } else {
        opened.goOnAsDecoy(now);
      }
      return done();
    });
  }
}
