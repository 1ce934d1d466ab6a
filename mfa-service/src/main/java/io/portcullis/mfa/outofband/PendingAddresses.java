package io.portcullis.mfa.outofband;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Ground;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Addresses that a customer has named and that wait for the code that was sent there. At most one for each method.
@ApplicationScoped
class PendingAddresses {

  private final Postgres postgres;
  private final Clock clock;

  PendingAddresses(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @param ground what the enrolment rests on; empty where the account had a factor
  record Pending(String sealedAddress, boolean besideStronger, Optional<Ground> ground) {}

  private static final String PUT = """
      insert into pending_code_address (account_id, method, sealed_address, beside_stronger, created_at, ground)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (account_id, method) do update set sealed_address = excluded.sealed_address,
        beside_stronger = excluded.beside_stronger, created_at = excluded.created_at, ground = excluded.ground
      """;

  /// Puts `address` in the place of one that was named before.
  Uni<Void> put(SqlConnection tx, AccountId account, Method method, Pending address) {
    return Uni.createFrom().deferred(() -> tx.preparedQuery(PUT).execute(Tuple.of(account.value(), method.wireName(),
        address.sealedAddress(), address.besideStronger(), utc(clock.instant()),
        address.ground().map(Ground::wireName).orElse(null)))).replaceWithVoid();
  }

  private static final String FIND = """
      select sealed_address, beside_stronger, ground from pending_code_address
      where account_id = $1 and method = $2 and created_at > $3
      """;

  Uni<Optional<Pending>> find(SqlClient client, AccountId account, Method method) {
    return Uni.createFrom().deferred(() -> client.preparedQuery(FIND)
        .execute(Tuple.of(account.value(), method.wireName(), utc(clock.instant().minus(OutOfBandCodes.LIFETIME)))))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(rows.iterator().next()).map(row -> new Pending(row.getString(0), row.getBoolean(1),
                Optional.ofNullable(row.getString(2)).map(Ground::of))));
  }

  private static final String TAKE = """
      delete from pending_code_address where account_id = $1 and method = $2 and sealed_address = $3
      """;

  /// @return false when it is gone, or was replaced meanwhile by another one
  Uni<Boolean> take(SqlConnection tx, AccountId account, Method method, Pending address) {
    return tx.preparedQuery(TAKE).execute(Tuple.of(account.value(), method.wireName(), address.sealedAddress()))
        .map(taken -> taken.rowCount() == 1);
  }

  private static final String DROP = "delete from pending_code_address where account_id = $1 and method = $2";

  Uni<Void> drop(SqlConnection tx, AccountId account, Method method) {
    return tx.preparedQuery(DROP).execute(Tuple.of(account.value(), method.wireName())).replaceWithVoid();
  }

  private static final String SWEEP = "delete from pending_code_address where created_at <= $1";

  /// Forgets addresses that nobody confirmed. Any number of replicas may do it at once.
  @Scheduled(every = "10m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() ->
        postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(utc(clock.instant().minus(OutOfBandCodes.LIFETIME)))))
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
