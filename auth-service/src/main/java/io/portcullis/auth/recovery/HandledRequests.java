package io.portcullis.auth.recovery;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The table `handled_request`: orders that had their effect.
@ApplicationScoped
class HandledRequests {

  // Longer than any caller retries, and than a freeze link lives.
  private static final Duration KEPT = Duration.ofDays(30);

  private final Postgres postgres;
  private final Clock clock;

  HandledRequests(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /// The id under which a recovery is kept. recovery-service names a case by one id when it has the case carried out, and again when
  /// the case's link sets a password: the first must not pass for the second.
  static UUID recovery(UUID request) {
    return UUID.nameUUIDFromBytes(("recovery " + request).getBytes(StandardCharsets.US_ASCII));
  }

  private static final String IS_HANDLED =
      "select 1 from handled_request where account_id = $1 and request_id = $2";

  Uni<Boolean> isHandled(SqlClient client, AccountId account, UUID request) {
    return client.preparedQuery(IS_HANDLED).execute(Tuple.of(account.value(), request))
        .map(rows -> rows.size() > 0);
  }

  private static final String CLAIM = """
      insert into handled_request (account_id, request_id, handled_at) values ($1, $2, $3) on conflict do nothing""";

  /// @return false when it was handled before: then `tx` must change nothing
  Uni<Boolean> claim(SqlConnection tx, AccountId account, UUID request, Instant now) {
    return tx.preparedQuery(CLAIM)
        .execute(Tuple.of(account.value(), request, Rows.utc(now)))
        .map(rows -> rows.rowCount() == 1);
  }

  private static final String HANDLED_AT = "select handled_at from handled_request where account_id = $1 and request_id = $2";

  /// When it was claimed.
  Uni<Instant> handledAt(SqlConnection tx, AccountId account, UUID request) {
    return tx.preparedQuery(HANDLED_AT).execute(Tuple.of(account.value(), request)).map(rows -> Rows.instant(Rows.one(rows), 0));
  }

  private static final String KEEP_EPOCH = """
      update handled_request set reset_epoch = (select reset_epoch from account where id = $1) where account_id = $1 and request_id = $2""";

  /// Keeps the account's count of void resets as the order left it.
  Uni<Void> keepEpoch(SqlConnection tx, AccountId account, UUID request) {
    return tx.preparedQuery(KEEP_EPOCH).execute(Tuple.of(account.value(), request)).replaceWithVoid();
  }

  private static final String EPOCH = "select reset_epoch from handled_request where account_id = $1 and request_id = $2";

  /// Empty for an order that was handled before its count was kept.
  Uni<Optional<Integer>> epoch(SqlClient client, AccountId account, UUID request) {
    return client.preparedQuery(EPOCH).execute(Tuple.of(account.value(), request))
        .map(rows -> Optional.ofNullable(Rows.one(rows).getInteger(0)));
  }

  private static final String CARRIED_OUT = """
      update handled_request set carried_out_at = $3 where account_id = $1 and request_id = $2 and carried_out_at is null""";

  /// All that the recovery takes away is gone, at the other services too.
  Uni<Void> carriedOut(AccountId account, UUID request) {
    return postgres.pool().preparedQuery(CARRIED_OUT).execute(Tuple.of(account.value(), request, Rows.utc(clock.instant()))).replaceWithVoid();
  }

  private static final String IS_CARRIED_OUT =
      "select 1 from handled_request where account_id = $1 and request_id = $2 and carried_out_at is not null";

  Uni<Boolean> isCarriedOut(SqlClient tx, AccountId account, UUID request) {
    return tx.preparedQuery(IS_CARRIED_OUT).execute(Tuple.of(account.value(), request)).map(rows -> rows.size() > 0);
  }

  private static final String SWEEP = "delete from handled_request where handled_at < $1";

  @Scheduled(every = "24h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return postgres.pool().preparedQuery(SWEEP)
        .execute(Tuple.of(Rows.utc(clock.instant().minus(KEPT)))).replaceWithVoid();
  }
}
