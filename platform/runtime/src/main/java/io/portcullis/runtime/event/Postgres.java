package io.portcullis.runtime.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The service's own database.
@ApplicationScoped
public class Postgres {

  private final Pool pool;
  private final OutboxRelay relay;
  private final Owing owing;

  Postgres(Pool pool, OutboxRelay relay, Owing owing) {
    this.pool = pool;
    this.relay = relay;
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

  /// As above in fewer round trips: `BEGIN` goes out together with `first`, and the last statement with `COMMIT`.
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
        .chain(ending -> Uni.combine().all().unis(ending.last(), order(tx, "commit")).with((_, _) -> ending.result()))
        .map(result -> new Worked<>(result, owing.settle(tx)))
        .onFailure().call(() -> order(tx, "rollback").onFailure().recoverWithNull())
        .onTermination().call(() -> {
          owing.settle(tx);
          return tx.close();
        }));
    // Without a way to cancel: between two statements that would leave the second one without a transaction.
    return Uni.createFrom().<Worked<T>>emitter(outcome -> work.subscribe().with(outcome::complete, outcome::fail))
        .invoke(this::tell).map(Worked::result);
  }

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
  /// @param last one statement, which is sent together with `COMMIT`: should it fail, nothing is committed
  public record Ending<T>(T result, Uni<Void> last) {
    /// Without a last statement.
    public static <T> Ending<T> with(T result) {
      return new Ending<>(result, Uni.createFrom().voidItem());
    }
  }

  /// @param owes whether it put something into the outbox
  private record Worked<T>(T result, boolean owes) {}

  /// For single statements, which need no transaction of their own.
  public Pool pool() {
    return pool;
  }
}
