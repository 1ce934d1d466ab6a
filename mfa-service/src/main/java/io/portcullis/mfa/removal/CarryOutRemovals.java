package io.portcullis.mfa.removal;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalImminent;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.Settling;
import io.portcullis.mfa.removal.PendingRemovals.Pending;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/// Tells owners again of removals that are near, and carries out those that are due. Any number of replicas may do it at
/// once: each removal is one transaction under its account's lock. What a crash leaves undone, the next round does.
@ApplicationScoped
public class CarryOutRemovals {

  private static final int MOST_A_ROUND = 500;

  private final PendingRemovals pending;
  private final RemoveFactor removeFactor;
  private final ChangePolicy policy;
  private final Settling settling;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  CarryOutRemovals(PendingRemovals pending, RemoveFactor removeFactor, ChangePolicy policy, Settling settling,
      Postgres postgres, Outbox outbox, Ids ids, Clock clock) {
    this.pending = pending;
    this.removeFactor = removeFactor;
    this.policy = policy;
    this.settling = settling;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  public Uni<Void> handle() {
    return oneByOne(this::remindNext, MOST_A_ROUND).chain(() -> oneByOne(this::carryOutNext, MOST_A_ROUND));
  }

  private Uni<Void> oneByOne(Function<SqlConnection, Uni<Boolean>> step, int left) {
    return left == 0 ? done() : postgres.withTransaction(step)
        .chain(more -> more ? oneByOne(step, left - 1) : done());
  }

  // The owner is told again when half of the wait is over, and has a quarter of it left at the least.
  private Uni<Boolean> remindNext(SqlConnection tx) {
    Instant now = clock.instant();
    return pending.lockUntold(tx, now.plus(settling.period().dividedBy(2))).chain(either(
        removal -> pending.remind(tx, removal, now, settling.period().dividedBy(4))
            .call(either(
                at -> outbox.append(tx, new AuthenticatorRemovalImminent(ids.nextEvent(), removal.account(), now,
                    RemoveFactor.typeOf(removal.method()), removal.name(), at))
                    .chain(() -> removeFactor.warn(tx, removal, at)),
                () -> done()))
            .replaceWith(true),
        () -> now(false)));
  }

  private Uni<Boolean> carryOutNext(SqlConnection tx) {
    return pending.lockDue(tx, clock.instant()).chain(either(
        removal -> carryOut(tx, removal).replaceWith(true),
        () -> now(false)));
  }

  private Uni<Void> carryOut(SqlConnection tx, Pending removal) {
    return policy.lock(tx, removal.account()).chain(account -> account.heldUntil(removal.method())
        .map(until -> pending.postpone(tx, removal, until))
        // One winner: a row that is gone was carried out or cancelled meanwhile.
        .orElseGet(() -> pending.drop(tx, removal).chain(ours -> ours
            ? removeFactor.carryOut(tx, account, removal.method(), removal.factor()).replaceWithVoid()
            : done())));
  }
}
