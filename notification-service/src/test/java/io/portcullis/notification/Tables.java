package io.portcullis.notification;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Looks into, and meddles with, the service's database as a superuser would.
@Singleton
public class Tables {

  private static final Duration DEADLINE = Duration.ofSeconds(40);

  private final Pool pool;

  Tables(Pool pool) {
    this.pool = pool;
  }

  public List<Row> rows(String sql, Object... parameters) {
    return pool.preparedQuery(sql).execute(Tuple.from(parameters)).await().atMost(DEADLINE).stream().toList();
  }

  public long count(String sql, Object... parameters) {
    return rows(sql, parameters).getFirst().getLong(0);
  }

  /// How PostgreSQL would run it where a sequential scan is out of the question, as on a large table.
  public String planOf(String sql) {
    return pool.withTransaction(tx -> tx.query("set local enable_seqscan = off").execute()
        .chain(() -> tx.query("set local enable_bitmapscan = off").execute())
        .chain(() -> tx.query("explain " + sql).execute())).await().atMost(DEADLINE).stream()
        .map(row -> row.getString(0)).collect(Collectors.joining("\n"));
  }

  /// Statements of one connection and one transaction.
  public void meddle(String... statements) {
    pool.withTransaction(tx -> {
      var all = tx.query("select 1").execute();
      for (String statement : statements) {
        all = all.chain(() -> tx.query(statement).execute());
      }
      return all;
    }).await().atMost(DEADLINE);
  }
}
