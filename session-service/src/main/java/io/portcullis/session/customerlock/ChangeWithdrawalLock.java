package io.portcullis.session.customerlock;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.WithdrawalLockAction;
import io.portcullis.contracts.SessionEvent.WithdrawalLockKind;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.token.Customer;
import io.portcullis.session.customerlock.WithdrawalLockVerdict.FactorTooNew;
import io.portcullis.session.customerlock.WithdrawalLockVerdict.Lifted;
import io.portcullis.session.customerlock.WithdrawalLockVerdict.MoreProof;
import io.portcullis.session.customerlock.WithdrawalLockVerdict.NotLocked;
import io.portcullis.session.customerlock.WithdrawalLockVerdict.Stands;
import io.portcullis.session.customerlock.WithdrawalLockVerdict.Strict;
import io.portcullis.session.customerlock.WithdrawalLockVerdict.WouldBeWeaker;
import io.portcullis.session.customerlock.WithdrawalLocks.BothShown;
import io.portcullis.session.customerlock.WithdrawalLocks.On;
import io.portcullis.session.customerlock.WithdrawalLocks.Shown;
import io.portcullis.session.lifecycle.AccountLock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// Locks withdrawals for a time, makes such a lock longer or stricter, or lifts a soft one early.
@ApplicationScoped
class ChangeWithdrawalLock {

  /// How long ago each of the two factors may have been shown.
  static final Duration FRESH = Duration.ofMinutes(5);

  private final WithdrawalLocks locks;
  private final AccountLock accountLock;
  private final TellLocks tell;
  private final Postgres postgres;
  private final Clock clock;

  ChangeWithdrawalLock(WithdrawalLocks locks, AccountLock accountLock, TellLocks tell, Postgres postgres, Clock clock) {
    this.locks = locks;
    this.accountLock = accountLock;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  Uni<WithdrawalLockVerdict> lock(AccountId account, WithdrawalLockKind kind, int days) {
    return change(account, (tx, found, now) -> {
      Instant opensAt = now.plus(Duration.ofDays(days));
      boolean weaker = found.filter(lock -> lock.opensAt().isAfter(opensAt) || lock.kind().compareTo(kind) > 0).isPresent();
      if (weaker) {
        return now(new WouldBeWeaker());
      }
      var lock = new On(kind, found.map(On::lockedAt).orElse(now), opensAt);
      return locks.lock(tx, account, lock)
          .chain(() -> tell.withdrawals(tx, account, WithdrawalLockAction.LOCKED, lock, now))
          .replaceWith(new Stands(lock));
    });
  }

  /// @param owner of the session whose step-ups showed two strong factors
  Uni<WithdrawalLockVerdict> lift(Customer owner) {
    AccountId account = owner.account();
    return change(account, (tx, found, now) -> {
      if (found.isEmpty()) {
        return now(new NotLocked());
      }
      On lock = found.get();
      return switch (lock.kind()) {
        case STRICT -> now(new Strict(lock));
        case SOFT -> locks.shown(tx, account, owner.session(), now)
            .map(shown -> obstacle(shown, lock, now))
            .chain(obstacle -> obstacle.isPresent() ? now(obstacle.get()) : locks.lift(tx, account, now)
                .chain(() -> tell.withdrawals(tx, account, WithdrawalLockAction.LIFTED, lock, now))
                .replaceWith(new Lifted()));
      };
    });
  }

  // A factor that was settled when the lock was set was enrolled before it. One that was still fresh then may be a thief's
  // who got in just before, so it does not count either.
  private static Optional<WithdrawalLockVerdict> obstacle(Optional<BothShown> shown, On lock, Instant now) {
    var missing = new ArrayList<String>();
    if (!isFresh(shown.map(BothShown::key), now)) {
      missing.add("webauthn");
    }
    if (!isFresh(shown.map(BothShown::app), now)) {
      missing.add("totp");
    }
    if (!missing.isEmpty()) {
      return Optional.of(new MoreProof(missing));
    }
    BothShown both = shown.orElseThrow();
    return isOlder(both.key(), lock) && isOlder(both.app(), lock) ? Optional.empty() : Optional.of(new FactorTooNew(lock));
  }

  // Not from the future either: a clock was set back, and nobody can say how old it is.
  private static boolean isFresh(Optional<Shown> factor, Instant now) {
    return factor.flatMap(Shown::shownAt).filter(at -> !at.isBefore(now.minus(FRESH)) && !at.isAfter(now.plusSeconds(60))).isPresent();
  }

  private static boolean isOlder(Shown factor, On lock) {
    return factor.settledAt().filter(at -> !at.isAfter(lock.lockedAt())).isPresent();
  }

  @FunctionalInterface
  private interface Change {
    /// @param found the lock that is on
    Uni<WithdrawalLockVerdict> make(SqlConnection tx, Optional<On> found, Instant now);
  }

  private Uni<WithdrawalLockVerdict> change(AccountId account, Change change) {
    return postgres.withTransaction(tx -> accountLock.take(tx, account).chain(either(_ -> {
      // Not before the account's lock is held: a change that waited must not look back to before the one it waited for.
      Instant now = clock.instant();
      return locks.find(tx, account, now).chain(found -> change.make(tx, found, now));
    }, () -> now(new NotLocked()))));
  }
}
