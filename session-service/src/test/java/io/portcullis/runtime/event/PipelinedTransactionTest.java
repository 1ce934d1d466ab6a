package io.portcullis.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Postgres.Ending;
import io.portcullis.session.OnStack;
import io.portcullis.session.Rows;
import io.portcullis.testkit.TopicProbe;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A transaction whose statements travel together is all or nothing like any other. Here, as this service has some.
@OnStack
class PipelinedTransactionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  /// More than the pool has connections: one that was not given back would be missed.
  private static final int OFTEN = 40;
  private static final String LOCK = "select n from pipelined.turnstile for no key update";
  private static final String SUM = "select coalesce(sum(n), 0)::int as n from pipelined.entry";
  private static final String ENTER = "insert into pipelined.entry (n) values ($1)";
  private static final String SPOILT = "a device that the outbox refuses";
  private static final String WRONG = "select 1 / $1::int";

  @Inject Postgres postgres;
  @Inject Rows rows;
  @Inject TopicProbe topics;

  @BeforeEach
  void emptyTables() {
    rows.update("drop schema if exists pipelined cascade");
    rows.update("create schema pipelined");
    rows.update("create table pipelined.turnstile (n int)");
    rows.update("create table pipelined.entry (n int)");
    rows.update("insert into pipelined.turnstile values (1)");
    rows.update("alter table outbox add constraint unspoilt check (payload not like '%" + SPOILT + "%') not valid");
  }

  @AfterEach
  void tidy() {
    rows.update("drop schema pipelined cascade");
    rows.update("alter table outbox drop constraint unspoilt");
  }

  @Test
  void givenGoodStatements_thenAllOfThemAreCommittedAndTold() {
    SecurityEvent event = event("phone");

    assertThat(postgres.withTransaction(PipelinedTransactionTest::lockAndSum,
            (tx, sum) -> enter(tx, 1).replaceWith(new Ending<>(sum, List.of(event)))).await().atMost(PATIENCE)).isZero();

    assertThat(sum()).isEqualTo("1");
    assertThat(topics.awaitType(event.subject(), event.type())).containsExactly(event.type());
  }

  @ParameterizedTest
  @MethodSource
  void givenAStatementThatFails_thenNothingIsCommittedAndTheConnectionIsAsGoodAsNew(Failing failing) {
    for (int i = 0; i < OFTEN; i++) {
      assertThat(failing.run(postgres).replaceWith("committed").onFailure().recoverWithItem("failed").await().atMost(PATIENCE))
          .isEqualTo("failed");
    }

    assertThat(sum()).isEqualTo("0");
    // By itself, on each connection: left in a transaction, it would not be seen from outside.
    for (int i = 0; i < OFTEN; i++) {
      postgres.pool().preparedQuery(ENTER).execute(Tuple.of(1)).await().atMost(PATIENCE);
    }
    assertThat(sum()).isEqualTo(Integer.toString(OFTEN));
    assertThat(rows.query("select pid from pg_stat_activity where state like 'idle in transaction%'")).isEmpty();
  }

  static Stream<Failing> givenAStatementThatFails_thenNothingIsCommittedAndTheConnectionIsAsGoodAsNew() {
    return Stream.of(
        new Failing("first", postgres -> postgres.withTransaction(tx -> wrong(tx),
            (tx, _) -> enter(tx, 1).replaceWith(new Ending<>(1, List.of())))),
        new Failing("then", postgres -> postgres.withTransaction(PipelinedTransactionTest::lockAndSum,
            (tx, _) -> enter(tx, 1).chain(() -> wrong(tx)).replaceWith(new Ending<>(1, List.of())))),
        new Failing("then, without a statement", postgres -> postgres.withTransaction(PipelinedTransactionTest::lockAndSum,
            (tx, _) -> enter(tx, 1).chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))))),
        new Failing("then, before it is one", postgres -> postgres.withTransaction(PipelinedTransactionTest::lockAndSum,
            (_, _) -> {
              throw new IllegalStateException("no");
            })),
        new Failing("the events", postgres -> postgres.withTransaction(PipelinedTransactionTest::lockAndSum,
            (tx, _) -> enter(tx, 1).replaceWith(new Ending<>(1, List.of(event("phone"), event(SPOILT)))))));
  }

  /// Were lock and sum one statement, or the sum's snapshot older than the lock, it would be 0.
  @Test
  void givenAnotherWhoHoldsTheLock_thenWhatItWroteIsSeen() {
    var held = new CompletableFuture<Void>();
    CompletableFuture<Integer> first = postgres.withTransaction(PipelinedTransactionTest::lockAndSum,
        (tx, sum) -> enter(tx, 5).chain(() -> Uni.createFrom().completionStage(held)).replaceWith(new Ending<>(sum, List.of())))
        .subscribeAsCompletionStage();
    Awaitility.await().atMost(PATIENCE).until(() -> waiting("ClientRead", "insert into pipelined.entry%"));

    CompletableFuture<Integer> second = postgres.withTransaction(PipelinedTransactionTest::lockAndSum,
        (_, sum) -> Uni.createFrom().item(new Ending<>(sum, List.of()))).subscribeAsCompletionStage();
    Awaitility.await().atMost(PATIENCE).until(() -> waiting("transactionid", LOCK + "%"));
    held.complete(null);

    assertThat(first.join()).isZero();
    assertThat(second.join()).isEqualTo(5);
  }

  @Test
  void givenNobodyWhoWaitsAnyMore_thenItIsCommittedWhole() {
    var held = new CompletableFuture<Void>();
    var subscription = postgres.withTransaction(PipelinedTransactionTest::lockAndSum,
        (tx, sum) -> Uni.createFrom().completionStage(held).chain(() -> enter(tx, 1)).replaceWith(new Ending<>(sum, List.of(event("phone")))))
        .subscribe().with(_ -> {});
    Awaitility.await().atMost(PATIENCE).until(() -> !rows.query(
        "select 1 from pg_stat_activity where state = 'idle in transaction' and query like '%pipelined.entry'").isEmpty());

    subscription.cancel();
    held.complete(null);

    Awaitility.await().atMost(PATIENCE).until(() -> sum().equals("1"));
  }

  record Failing(String which, Function<Postgres, Uni<Integer>> transaction) {
    Uni<Integer> run(Postgres postgres) {
      return transaction.apply(postgres);
    }

    @Override
    public String toString() {
      return which;
    }
  }

  private static Uni<Integer> lockAndSum(SqlConnection tx) {
    return Uni.combine().all().unis(tx.preparedQuery(LOCK).execute(), tx.preparedQuery(SUM).execute())
        .with((_, sums) -> sums.iterator().next().getInteger("n"));
  }

  private static Uni<Void> enter(SqlConnection tx, int n) {
    return tx.preparedQuery(ENTER).execute(Tuple.of(n)).replaceWithVoid();
  }

  private static SecurityEvent event(String device) {
    return new SessionRevoked(new EventId(UUID.randomUUID()), new AccountId(UUID.randomUUID()), Instant.now(),
        new SessionId(UUID.randomUUID()), device, EndReason.SIGNED_OUT);
  }

  private static Uni<Void> wrong(SqlConnection tx) {
    return tx.preparedQuery(WRONG).execute(Tuple.of(0)).replaceWithVoid();
  }

  private String sum() {
    return rows.query(SUM).getFirst();
  }

  private boolean waiting(String event, String query) {
    return !rows.query("select 1 from pg_stat_activity where wait_event = ? and query like ?", event, query).isEmpty();
  }
}
