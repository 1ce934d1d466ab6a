package io.portcullis.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The relays of two replicas, statement by statement. Here, as this service writes events; on a table of its own, which
/// the running relay leaves alone.
@OnStack
class OutboxRelayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LOCK = 4711;
  private static final long ANOTHER_LOCK = 4712;

  @Inject Pool pool;
  @Inject Rows rows;

  private final Replica first = new Replica();
  private final Replica second = new Replica();

  @BeforeEach
  void threeEvents() {
    rows.update("drop schema if exists relay_test cascade");
    rows.update("create schema relay_test");
    rows.update("create table relay_test.outbox (like public.outbox including all)");
    rows.update("""
        insert into relay_test.outbox (id, aggregatetype, aggregateid, type, payload, timestamp)
        select gen_random_uuid(), 'topic', 'key', 'type', n::text, now() from generate_series(1, 3) n""");
    first.begin();
    second.begin();
  }

  @AfterEach
  void tidy() {
    first.close();
    second.close();
    rows.update("drop schema relay_test cascade");
  }

  @Test
  void givenAReplicaAtWork_thenAnotherTakesNothing() {
    assertThat(first.take(LOCK)).isEqualTo(new Taken(true, List.of("1", "2", "3")));

    assertThat(second.take(LOCK)).isEqualTo(new Taken(false, List.of()));
  }

  @Test
  void givenAReplicaThatDiesBeforeItsCommit_thenTheNextTakesTheSame() {
    first.take(LOCK);
    first.rollback();

    assertThat(second.take(LOCK)).isEqualTo(new Taken(true, List.of("1", "2", "3")));
  }

  /// Its snapshot is older than the other's commit, as if it had got the lock just after that.
  @Test
  void givenAStatementThatBeganBeforeTheOthersCommit_thenWhatWasSentIsNotTakenAgain() {
    first.take(LOCK);
    CompletableFuture<Taken> late = second.taking(ANOTHER_LOCK).subscribeAsCompletionStage();
    Awaitility.await().atMost(PATIENCE).until(() -> !rows.query(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%pg_try_advisory_xact_lock%'").isEmpty());
    first.commit();

    assertThat(late.join()).isEqualTo(new Taken(true, List.of()));
    second.commit();
    assertThat(rows.query("select payload from relay_test.outbox")).isEmpty();
  }

  @Test
  void givenARound_thenItsCommitAloneDoesNotWaitForTheDisk() {
    assertThat(first.waitsForTheDisk()).isEqualTo("on");
    first.take(LOCK);
    assertThat(first.waitsForTheDisk()).isEqualTo("off");
    first.commit();

    assertThat(first.waitsForTheDisk()).isEqualTo("on");
  }

  private record Taken(boolean held, List<String> payloads) {}

  private final class Replica {
    private SqlConnection connection;
    private Transaction transaction;

    void begin() {
      connection = pool.getConnection().await().atMost(PATIENCE);
      transaction = connection.begin().await().atMost(PATIENCE);
      connection.query("set local search_path to relay_test").execute().await().atMost(PATIENCE);
    }

    Taken take(long lock) {
      return taking(lock).await().atMost(PATIENCE);
    }

    String waitsForTheDisk() {
      return connection.query("show synchronous_commit").execute().await().atMost(PATIENCE).iterator().next().getString(0);
    }

    Uni<Taken> taking(long lock) {
      return connection.preparedQuery(OutboxRelay.TAKE).execute(Tuple.of(lock)).map(this::read);
    }

    private Taken read(RowSet<Row> answer) {
      return new Taken(answer.iterator().next().getBoolean("held"), StreamSupport.stream(answer.spliterator(), false)
          .filter(row -> row.getLong("seq") != null).map(row -> row.getString("payload")).toList());
    }

    void commit() {
      transaction.commit().await().atMost(PATIENCE);
      transaction = null;
    }

    void rollback() {
      transaction.rollback().await().atMost(PATIENCE);
      transaction = null;
    }

    void close() {
      if (transaction != null) rollback();
      connection.close().await().atMost(PATIENCE);
    }
  }
}
