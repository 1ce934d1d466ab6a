package io.portcullis.auth.owed;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Tells what is owed, and forgets it when acknowledged.
///
/// A row stays locked while its call is under way, so that of two changes to one account the later one is also told later,
/// whichever instance tells it. Each row is tried by itself: one that is refused for good keeps no other waiting.
@ApplicationScoped
public class OwedOrders {

  /// For a change that adds to an order: it is tried at once, however often the earlier one was refused.
  public static final String AFRESH = "failures = 0, next_try_at = 'epoch'";

  private static final Logger LOG = Logger.getLogger(OwedOrders.class);

  // Shorter than our own caller's: a slow neighbour must not turn a change that is committed into a failure.
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  /// A thief may act until the order is told. Well below the minute for which mfa-service, once it is back, removes no factor.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  /// Doubled so often, the first pause is longer than the longest one.
  private static final int DOUBLED_AT_MOST = 3;

  private final List<OrderKind> kinds;
  private final Postgres postgres;
  private final Clock clock;

  OwedOrders(@All List<OrderKind> kinds, Postgres postgres, Clock clock) {
    this.kinds = kinds;
    this.postgres = postgres;
    this.clock = clock;
  }

  private static final String LOCK = "select account_id, failures, %s from %s where account_id = $1 for update";

  /// Tells what the caller has just committed. Never fails: what does not get through now is tried again.
  public Uni<Void> settle(OrderKind kind, AccountId account) {
    return postgres.withTransaction(tx -> tx.preparedQuery(LOCK.formatted(kind.columns(), kind.table()))
            .execute(Tuple.of(account.value()))
            .map(Rows::first).chain(either(order -> tell(tx, kind, order), () -> done())))
        .ifNoItem().after(PATIENCE).fail()
        .onFailure().invoke(failure -> warn(kind, failure))
        .onFailure().recoverWithNull();
  }

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> settleDue() {
    return Multi.createFrom().iterable(kinds)
        .onItem().transformToUniAndMerge(kind -> settleDue(kind)
            .onFailure().invoke(failure -> warn(kind, failure))
            .onFailure().recoverWithNull())
        .collect().last();
  }

  // One each, until none is due.
  private Uni<Void> settleDue(OrderKind kind) {
    return settleNext(kind).chain(round -> round == Round.GOES_ON ? settleDue(kind) : done());
  }

  private enum Round { GOES_ON, ENDS }

  private static final String LOCK_DUE = """
      select account_id, failures, %s from %s where next_try_at <= $1
      order by next_try_at, owed_at limit 1 for update skip locked""";

  private Uni<Round> settleNext(OrderKind kind) {
    return postgres.withTransaction(tx -> tx.preparedQuery(LOCK_DUE.formatted(kind.columns(), kind.table()))
        .execute(Tuple.of(Rows.utc(clock.instant())))
        .map(Rows::first).chain(either(order -> attempt(tx, kind, order), () -> now(Round.ENDS))));
  }

  private Uni<Round> attempt(SqlConnection tx, OrderKind kind, Row order) {
    return tell(tx, kind, order).replaceWith(Round.GOES_ON)
        .onFailure().invoke(failure -> warn(kind, failure))
        .onFailure().recoverWithUni(failure -> pause(tx, kind, order).replaceWith(
            // Nobody answers: the others would wait as long for nothing.
            failure instanceof WebApplicationException ? Round.GOES_ON : Round.ENDS));
  }

  private static final String SETTLED = "delete from %s where account_id = $1";

  private static Uni<Void> tell(SqlConnection tx, OrderKind kind, Row order) {
    var account = new AccountId(order.getUUID("account_id"));
    return kind.tell(account, order)
        .chain(() -> tx.preparedQuery(SETTLED.formatted(kind.table())).execute(Tuple.of(account.value()))).replaceWithVoid();
  }

  private static final String PAUSE = "update %s set failures = failures + 1, next_try_at = $2 where account_id = $1";

  private Uni<Void> pause(SqlConnection tx, OrderKind kind, Row order) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(order.getInteger("failures"), DOUBLED_AT_MOST));
    Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    return tx.preparedQuery(PAUSE.formatted(kind.table()))
        .execute(Tuple.of(order.getUUID("account_id"), Rows.utc(clock.instant().plus(pause)))).replaceWithVoid();
  }

  private static void warn(OrderKind kind, Throwable failure) {
    LOG.warnf("%s: owed to an account and not acknowledged yet, trying again: %s", kind.name(), failure);
  }
}
