package io.portcullis.runtime.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
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
        .invoke(worked -> {
          if (worked.owes()) {
            relay.wake();
          }
        })
        .map(Worked::result);
  }

  /// @param owes whether it put something into the outbox
  private record Worked<T>(T result, boolean owes) {}

  /// For single statements, which need no transaction of their own.
  public Pool pool() {
    return pool;
  }
}
