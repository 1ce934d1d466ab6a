package io.portcullis.mfa;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.StreamSupport;

/// Looks into the database, or tampers with it.
@Singleton
class Rows {

  private final Pool pool;

  Rows(Pool pool) {
    this.pool = pool;
  }

  List<Row> of(String sql, Object... parameters) {
    return StreamSupport.stream(
        pool.preparedQuery(sql).execute(Tuple.from(parameters)).await().indefinitely().spliterator(), false).toList();
  }

  int number(String sql, Object... parameters) {
    return of(sql, parameters).getFirst().getInteger(0);
  }
}
