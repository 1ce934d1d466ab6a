package io.portcullis.runtime.event;

import io.portcullis.contracts.SecurityEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The service's own database.
@ApplicationScoped
public class Postgres {

  private final Pool pool;
  private final OutboxRelay relay;
  private final Outbox outbox;
  private final Owing owing;

  Postgres(Pool pool, OutboxRelay relay, Outbox outbox, Owing owing) {
    this.pool = pool;
    this.relay = relay;
    this.outbox = outbox;
    this.owing = owing;
  }

  /// Runs `work` in one transaction, which it is handed; a failure rolls it back. What `work` put into the outbox is
  /// on its way as soon as the commit is acknowledged.
  public <T> Uni<T> withTransaction(Function<SqlConnection, Uni<T>> work) {
    return pool.withTransaction(tx -> work.apply(tx)
            .map(result -> new Worked<>(result, owing.settle(tx)))
            .onTermination().invoke(() -> owing.settle(tx)))
        .invoke(this::tell).map(Worked::result);
  }

  /// As above in fewer round trips: `BEGIN` goes out together with `first`, and the events with `COMMIT`.
  ///
  /// It runs to its end even if nobody waits for it any more.
  ///
  /// @param first statements that lock and read; each has a snapshot of its own, so those behind a lock see what it
  ///              waited for. They must not write: should `BEGIN` fail, they run without a transaction, and `then` never
  public <F, T> Uni<T> withTransaction(
      Function<SqlConnection, Uni<F>> first, BiFunction<SqlConnection, F, Uni<Ending<T>>> then) {
    Uni<Worked<T>> work = pool.getConnection().chain(tx -> Uni.combine().all().unis(order(tx, "begin"), first.apply(tx))
        .with((_, found) -> found)
        .chain(found -> then.apply(tx, found))
        .map(ending -> new Last<>(ending.result(), outbox.append(tx, ending.events().toArray(SecurityEvent[]::new))))
        .onFailure().call(() -> order(tx, "rollback").onFailure().recoverWithNull())
        // PostgreSQL answers a commit behind a statement that failed with a rollback.
        .chain(last -> Uni.combine().all().unis(last.told(), order(tx, "commit")).collectFailures().with((_, _) -> last.result()))
        .map(result -> new Worked<>(result, owing.settle(tx)))
        .onTermination().call(() -> {
          owing.settle(tx);
          return tx.close();
        }));
    // Without a way to cancel: between two statements that would leave the second one without a transaction.
    return Uni.createFrom().<Worked<T>>emitter(outcome -> work.subscribe().with(outcome::complete, outcome::fail))
        .invoke(this::tell).map(Worked::result);
  }

  /// A transaction that was not begun here has committed rows of [Outbox#rows]: they go on their way now.
  public void published() {
    relay.wake();
  }

  private record Last<T>(T result, Uni<Void> told) {}

  private static Uni<Void> order(SqlConnection tx, String sql) {
    return tx.query(sql).execute().replaceWithVoid();
  }

  private void tell(Worked<?> worked) {
    if (worked.owes()) {
      relay.wake();
    }
  }

  /// How a transaction ends.
  ///
  /// @param events what it tells, by the one statement that goes with `COMMIT`. No other may: one that failed before it
  ///               was sent would be missing from what is committed
  public record Ending<T>(T result, List<SecurityEvent> events) {
    public Ending {
      events = List.copyOf(events);
    }
  }

  /// @param owes whether it put something into the outbox
  private record Worked<T>(T result, boolean owes) {}

  /// For single statements, which need no transaction of their own.
  public Pool pool() {
    return pool;
  }
}
