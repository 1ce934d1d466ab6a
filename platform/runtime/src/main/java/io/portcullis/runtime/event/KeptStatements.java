package io.portcullis.runtime.event;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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
    // By the driver, as Quarkus does: the builder sets a handler for connections, without which their statements have spans.
    var next = new AtomicInteger();
    List<PgConnectOptions> servers = input.pgConnectOptionsList();
    return PgDriver.INSTANCE.createPool(input.vertx(),
        () -> Future.succeededFuture(servers.get(Math.floorMod(next.getAndIncrement(), servers.size()))), input.poolOptions());
  }
}
