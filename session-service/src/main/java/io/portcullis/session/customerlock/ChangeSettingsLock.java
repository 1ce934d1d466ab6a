package io.portcullis.session.customerlock;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.SettingsLockAction;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.customerlock.SettingsLockVerdict.NotLocked;
import io.portcullis.session.customerlock.SettingsLockVerdict.Stands;
import io.portcullis.session.customerlock.SettingsLockVerdict.WouldBeShorter;
import io.portcullis.session.customerlock.SettingsLocks.On;
import io.portcullis.session.lifecycle.AccountLock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Locks an account's settings, begins to unlock them, or stops that. Under the account's lock: of two wishes at once the
/// later one sees the earlier one.
@ApplicationScoped
class ChangeSettingsLock {

  private final SettingsLocks locks;
  private final AccountLock accountLock;
  private final TellLocks tell;
  private final Postgres postgres;
  private final Clock clock;

  ChangeSettingsLock(SettingsLocks locks, AccountLock accountLock, TellLocks tell, Postgres postgres, Clock clock) {
    this.locks = locks;
    this.accountLock = accountLock;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// Locks, or locks for longer. Ends an unlocking that is under way. Older tokens are void each time: another instance, whose
  /// clock is ahead, may have taken an earlier lock for over.
  Uni<SettingsLockVerdict> lock(AccountId account, int days) {
    return change(account, (tx, found, now) -> {
      if (found.filter(lock -> lock.days() > days).isPresent()) {
        return now(new WouldBeShorter());
      }
      var lock = new On(now, days, Optional.empty());
      return locks.lock(tx, account, days, now)
          .chain(() -> tell.settings(tx, account, SettingsLockAction.LOCKED, lock, now))
          .chain(() -> tell.tokensVoid(tx, account, now))
          .replaceWith(new Stands(lock));
    }).invoke(verdict -> {
      if (verdict instanceof Stands) {
        tell.remember(account, clock.instant());
      }
    });
  }

  /// Starts the clock. Asking again changes nothing, and tells nothing.
  Uni<SettingsLockVerdict> unlock(AccountId account) {
    return change(account, (tx, found, now) -> {
      if (found.isEmpty() || found.get().opensAt().isPresent()) {
        return now(found.<SettingsLockVerdict>map(Stands::new).orElseGet(NotLocked::new));
      }
      Instant opensAt = now.plus(Duration.ofDays(found.get().days()));
      return openAt(tx, account, SettingsLockAction.UNLOCKING, found.get(), Optional.of(opensAt), now);
    });
  }

  /// The lock stays on. Where no clock runs, nothing changes.
  Uni<SettingsLockVerdict> cancelUnlocking(AccountId account) {
    return change(account, (tx, found, now) -> {
      if (found.isEmpty() || found.get().opensAt().isEmpty()) {
        return now(found.<SettingsLockVerdict>map(Stands::new).orElseGet(NotLocked::new));
      }
      return openAt(tx, account, SettingsLockAction.UNLOCKING_CANCELLED, found.get(), Optional.empty(), now);
    });
  }

  private Uni<SettingsLockVerdict> openAt(
      SqlConnection tx, AccountId account, SettingsLockAction action, On found, Optional<Instant> opensAt, Instant now) {
    var lock = new On(found.lockedAt(), found.days(), opensAt);
    return locks.openAt(tx, account, opensAt)
        .chain(() -> tell.settings(tx, account, action, lock, now))
        .replaceWith(new Stands(lock));
  }

  @FunctionalInterface
  private interface Change {
    /// @param found the lock that is on
    Uni<SettingsLockVerdict> make(SqlConnection tx, Optional<On> found, Instant now);
  }

  // An account that never had a session has no lock, and nobody who could set one.
  private Uni<SettingsLockVerdict> change(AccountId account, Change change) {
    return postgres.withTransaction(tx -> accountLock.take(tx, account).chain(either(_ -> {
      // Not before the account's lock is held: a change that waited must not look back to before the one it waited for.
      Instant now = clock.instant();
      return locks.find(tx, account, now).chain(found -> change.make(tx, found, now));
    }, () -> now(new NotLocked()))));
  }
}
