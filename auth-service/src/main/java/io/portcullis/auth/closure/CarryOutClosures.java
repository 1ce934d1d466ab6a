package io.portcullis.auth.closure;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.customerlock.CustomerLocks;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Tells owners again a day before, and closes what is due. Any number of replicas may do it at once: each account is one transaction
/// under its lock. What a crash leaves undone, the next round does. What came into the account meanwhile postpones its end; funds and a
/// settings lock cancel it (SAFE-12).
@ApplicationScoped
public class CarryOutClosures {

  private static final int MOST_A_ROUND = 500;
  private static final Duration TOLD_AGAIN_BEFORE = Duration.ofDays(1);
  private static final Duration LEAST_NOTICE = Duration.ofHours(12);
  private static final Duration POSTPONED_BY = Duration.ofDays(1);
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofHours(1);

  private final AccountClosures closures;
  private final MayClose mayClose;
  private final CustomerLocks locks;
  private final CloseAccount closeAccount;
  private final TellClosure tell;
  private final Postgres postgres;
  private final Clock clock;

  CarryOutClosures(
      AccountClosures closures, MayClose mayClose, @RestClient CustomerLocks locks, CloseAccount closeAccount, TellClosure tell,
      Postgres postgres, Clock clock) {
    this.closures = closures;
    this.mayClose = mayClose;
    this.locks = locks;
    this.closeAccount = closeAccount;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  public Uni<Void> handle() {
    return oneByOne(this::voidNext, MOST_A_ROUND).chain(() -> oneByOne(this::remindNext, MOST_A_ROUND))
        .chain(() -> oneByOne(this::closeNext, MOST_A_ROUND));
  }

  private Uni<Void> oneByOne(Function<SqlConnection, Uni<Boolean>> step, int left) {
    return left == 0 ? done() : postgres.withTransaction(step).chain(more -> more ? oneByOne(step, left - 1) : done());
  }

  private Uni<Boolean> voidNext(SqlConnection tx) {
    return closures.lockVoid(tx).chain(either(account -> closures.cancel(tx, account)
            .chain(news -> news ? tell.of(tx, account, ClosureAction.CANCELLED, Optional.empty(), clock.instant()) : done())
            .replaceWith(true),
        () -> now(false)));
  }

  private Uni<Boolean> remindNext(SqlConnection tx) {
    Instant now = clock.instant();
    return closures.lockUntold(tx, now.plus(TOLD_AGAIN_BEFORE)).chain(either(
        account -> closures.remind(tx, account, now, LEAST_NOTICE)
            .chain(at -> at.isPresent() ? tell.of(tx, account, ClosureAction.IMMINENT, at, now) : done()).replaceWith(true),
        () -> now(false)));
  }

  private Uni<Boolean> closeNext(SqlConnection tx) {
    return closures.lockDue(tx, clock.instant()).chain(either(account -> close(tx, account).replaceWith(true), () -> now(false)));
  }

  private Uni<Void> close(SqlConnection tx, AccountId account) {
    Instant now = clock.instant();
    return locks.settings(account).chain(lock -> lock.isOpen() ? closeUnlocked(tx, account, now) : cancel(tx, account, now));
  }

  private Uni<Void> closeUnlocked(SqlConnection tx, AccountId account, Instant now) {
    return Uni.combine().all().unis(mayClose.obstacle(account), mayClose.obstacleHere(tx, account))
        .with((obstacle, here) -> obstacle.isPresent() || here.isPresent())
        .chain(hindered -> hindered
            ? closures.postpone(tx, account, now.plus(POSTPONED_BY))
            : mayClose.funds(account).chain(funds -> withoutFunds(tx, account, funds, now)));
  }

  // What came in meanwhile has to go out first, and only its owner can see to that: they are told. Nobody else waits for a silent exchange.
  private Uni<Void> withoutFunds(SqlConnection tx, AccountId account, Funds funds, Instant now) {
    return switch (funds) {
      case NONE -> closures.takeDue(tx, account, now).chain(ours -> ours ? closeAccount.handle(tx, account, now) : done());
      case REMAIN -> cancel(tx, account, now);
      case UNKNOWN -> closures.postpone(tx, account, now.plus(ASKED_AGAIN_AFTER));
    };
  }

  private Uni<Void> cancel(SqlConnection tx, AccountId account, Instant now) {
    return closures.cancel(tx, account)
        .chain(news -> news ? tell.of(tx, account, ClosureAction.CANCELLED, Optional.empty(), now) : done());
  }
}
