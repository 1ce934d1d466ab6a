package io.portcullis.runtime.event;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/// Has each connection keep the statements that it has prepared, the long ones too.
///
/// Left to itself PostgreSQL's client keeps those alone that have no more than 2048 characters. A longer one is parsed and planned
/// at every use, and that costs three times its execution.
@Singleton
public class KeptStatements implements PgPoolCreator {

  /// In characters; about three times our longest.
  public static final int LONGEST = 10_000;

  @Override
  public Pool create(Input input) {
    for (PgConnectOptions options : input.pgConnectOptionsList()) {
      options.setPreparedStatementCacheSqlLimit(LONGEST);
    }
    return PgBuilder.pool().with(input.poolOptions()).using(input.vertx())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList())).build();
  }
}
