package io.portcullis.session.sweep;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// Deletes rows that are over, a little at a time: each batch is a transaction of its own on one connection of the pool,
/// so that no lock lasts and requests get through; and not all in one run, so that a backlog of millions is worked off
/// beside the day's work. Replicas sweep side by side: each takes rows that no other has in hand.
@ApplicationScoped
public class BatchedDeletes {

  public static final int BATCH = 500;
  /// What a run deletes at most of each kind: 25 000 rows a minute and replica, where ten million sessions of twelve
  /// hours end at 14 000 a minute.
  public static final int BATCHES = 50;

  private final Postgres postgres;

  BatchedDeletes(Postgres postgres) {
    this.postgres = postgres;
  }

  /// The statement for one batch, whose parameter is the moment before which a row is over.
  ///
  /// @param key  the primary key's columns
  /// @param time the column that says when a row was over; needs an index of its own
  public static String statement(String table, String key, String time) {
    return """
        delete from %1$s where (%2$s) in (
          select %2$s from %1$s where %3$s < $1 order by %3$s limit %4$d for update skip locked)
        """.formatted(table, key, time, BATCH);
  }

  /// @param statement made by [#statement]
  public Uni<Void> run(String statement, Instant before) {
    return postgres.pool().preparedQuery(statement).execute(Tuple.of(Rows.utc(before)))
        .map(SqlResult::rowCount)
        .repeat().whilst(deleted -> deleted == BATCH)
        .select().first(BATCHES)
        .onItem().ignoreAsUni();
  }
}
