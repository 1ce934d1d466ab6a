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

  Postgres(Pool pool, OutboxRelay relay) {
    this.pool = pool;
    this.relay = relay;
  }

  /// Runs `work` in one transaction, which it is handed; a failure rolls it back. What `work` put into the outbox is
  /// on its way as soon as the commit is acknowledged.
  public <T> Uni<T> withTransaction(Function<SqlConnection, Uni<T>> work) {
    return pool.withTransaction(work).invoke(relay::wake);
  }

  /// For single statements, which need no transaction of their own.
  public Pool pool() {
    return pool;
  }
}
