package io.portcullis.auth.addressbook;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.customerlock.CustomerLocks;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.BookOnlyAction;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Tells owners again before the address book stops to bind, and switches off what is due. Any number of replicas may do it at once:
/// each account is one transaction under its lock. What a crash leaves undone, the next round does. Under the customer's lock of the
/// settings it keeps the mode on: who asked before may have been whom the lock is meant for (SAFE-12).
@ApplicationScoped
class CarryOutSwitchOff {

  private static final int MOST_A_ROUND = 500;
  private static final Duration TOLD_AGAIN_BEFORE = SwitchBookOnly.NOTICE.dividedBy(2);
  private static final Duration LEAST_NOTICE = SwitchBookOnly.NOTICE.dividedBy(4);

  private final BookOnlyModes modes;
  private final CustomerLocks locks;
  private final TellBook tell;
  private final Postgres postgres;
  private final Clock clock;

  CarryOutSwitchOff(
      BookOnlyModes modes, @RestClient CustomerLocks locks, TellBook tell, Postgres postgres, Clock clock) {
    this.modes = modes;
    this.locks = locks;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return oneByOne(this::voidNext, MOST_A_ROUND).chain(() -> oneByOne(this::remindNext, MOST_A_ROUND))
        .chain(() -> oneByOne(this::switchNextOff, MOST_A_ROUND));
  }

  private Uni<Void> oneByOne(Function<SqlConnection, Uni<Boolean>> step, int left) {
    return left == 0 ? done() : postgres.withTransaction(step).chain(more -> more ? oneByOne(step, left - 1) : done());
  }

  private Uni<Boolean> voidNext(SqlConnection tx) {
    return modes.lockVoid(tx).chain(either(
        account -> keepOn(tx, account).replaceWith(true),
        () -> now(false)));
  }

  private Uni<Boolean> remindNext(SqlConnection tx) {
    Instant now = clock.instant();
    return modes.lockUntold(tx, now.plus(TOLD_AGAIN_BEFORE)).chain(either(
        account -> modes.remind(tx, account, now, LEAST_NOTICE)
            .call(either(at -> mode(tx, account, BookOnlyAction.OFF_IMMINENT, Optional.of(at)), () -> done())).replaceWith(true),
        () -> now(false)));
  }

  private Uni<Boolean> switchNextOff(SqlConnection tx) {
    return modes.lockDue(tx, clock.instant()).chain(either(
        account -> locks.settings(account).chain(lock -> lock.isOpen() ? switchOff(tx, account) : keepOn(tx, account)).replaceWith(true),
        () -> now(false)));
  }

  private Uni<Void> switchOff(SqlConnection tx, AccountId account) {
    return modes.switchOff(tx, account, clock.instant())
        .chain(ours -> ours ? mode(tx, account, BookOnlyAction.OFF, Optional.empty()) : done());
  }

  private Uni<Void> keepOn(SqlConnection tx, AccountId account) {
    return modes.keepOn(tx, account)
        .chain(news -> news ? mode(tx, account, BookOnlyAction.OFF_CANCELLED, Optional.empty()) : done());
  }

  private Uni<Void> mode(SqlConnection tx, AccountId account, BookOnlyAction action, Optional<Instant> offAt) {
    return tell.mode(tx, account, action, offAt, clock.instant());
  }
}
