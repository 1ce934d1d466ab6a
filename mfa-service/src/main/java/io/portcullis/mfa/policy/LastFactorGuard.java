package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Until when an account keeps its last factor: whoever has just got in by a back door may not strip it.
@ApplicationScoped
public class LastFactorGuard {

  /// After the use of a recovery code.
  public static final Duration AFTER_RECOVERY = Duration.ofHours(48);

  private final Postgres postgres;
  private final Clock clock;

  LastFactorGuard(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  private static final String HELD = "select hold_until from account where account_id = $1";

  /// Empty while nothing is held.
  public Uni<Optional<Instant>> heldUntil(AccountId account) {
    return postgres.pool().preparedQuery(HELD).execute(Tuple.of(account.value()))
        .map(rows -> Rows.first(rows)
            .map(row -> row.getOffsetDateTime(0)).map(OffsetDateTime::toInstant).filter(clock.instant()::isBefore));
  }

  private static final String HOLD = """
      insert into account (account_id, hold_until) values ($1, $2)
      on conflict (account_id) do update set hold_until = greatest(account.hold_until, excluded.hold_until)
      """;

  /// Never shortens a hold.
  public Uni<Void> hold(SqlClient client, AccountId account, Instant until) {
    return client.preparedQuery(HOLD).execute(Tuple.of(account.value(), Rows.utc(until)))
        .replaceWithVoid();
  }
}
